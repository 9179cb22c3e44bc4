"""Lines in the manner of state agencies, wires and local outlets, and the tolls a reader takes from them.

Written for these tests. After the bar: each toll as `kind count who @side` with `T` total, `R` revised, `D` denied;
`7+` is open-ended, `2-4` a range; nothing: no toll.
"""

# ruff: noqa: E501 - a case is a line

from __future__ import annotations

SIDES = {
    "armenia": ("armenia*", "армян*", "армени*", "հայ", "հայկական*", "հայաստան*", "ermənistan*", "erməni*", "ermenistan*",
                "ermeni*", "arménie*", "arménien*"),
    "azerbaijan": ("azerbaijan*", "azeri*", "азербайджан*", "ադրբեջան*", "azərbaycan*", "azerbaycan*", "azerbaïdjan*",
                   "azéri*"),
    "karabakh": ("karabakh*", "карабах*", "արցախ*", "ղարաբաղ*", "qarabağ*", "karabağ*"),
    "russia": ("russia*", "российск*", "ռուս*", "rusiya*", "rus", "russe*"),
}  # fmt: skip

CASES = {
    "en": """
        Forces killed 3 Azerbaijani soldiers near the ridge | killed 3 soldier @azerbaijan
        Around 30,000 ethnic Armenians have fled | displaced 30000 @armenia
        At least five people, three of them police officers, have been killed | killed 5+
        A serviceman of the Azerbaijani army, Private Aliyev, was wounded | wounded 1 soldier @azerbaijan
        The bodies of 30 soldiers killed earlier were handed over |
        Fire kills 13 COVID-19 patients | killed 13
        Two high-ranking border guard officers wounded | wounded 2 soldier
        Five people of one family, including two children, are killed | killed 5
        Armenian soldier killed by sniper on eastern border | killed 1 soldier @armenia
        At least seven soldiers killed as neighbours clash | killed 7+ soldier
        Four Armenian soldiers killed six wounded | killed 4 soldier @armenia; wounded 6 soldier @armenia
        1 soldier killed several others wounded in clashes | killed 1 soldier; wounded 2+
        Three Karabakh police and two Azerbaijani soldiers killed in gunfight | killed 3 police @karabakh; killed 2 soldier @azerbaijan
        The strike killed two and wounded three | killed 2; wounded 3
        No casualties reported after overnight fire | killed 0; wounded 0
        There were no dead or wounded, the ministry added | killed 0; wounded 0
        Nobody was hurt when the convoy came under fire | wounded 0
        None of the soldiers were injured | wounded 0
        There are no immediate reports of casualties |
        Baku denies that two soldiers were killed | killed 2 soldier D
        Reports that three civilians were wounded are false, the police say | wounded 3 civilian D
        Two civilians killed; Yerevan denies opening fire | killed 2 civilian
        Death toll rises to 12 | killed 12 TR
        Toll rises to 4, up from 2, after shelling | killed 4 TR
        Number of those killed has reached 1,234 | killed 1234 TR
        Air raid kills at least seven people, including two children | killed 7+
        Two ministers met after soldier was killed | killed 1 soldier
        Two tanks destroyed, 5 drones shot down |
        A 45-year-old soldier was killed near the lake on 11 April 2023 | killed 1 soldier
        More than 100,417 forcibly displaced persons entered the country | displaced 100417+
        Over 70,500 people cross into Armenia as exodus goes on | displaced 70500+
        Shelling kills two, wounds dozens | killed 2; wounded 24+
        Two dozen villagers were wounded | wounded 24 civilian
        Six Armenian servicemen taken prisoner, one missing | captured 6 soldier @armenia; missing 1 soldier @armenia
        Gunmen kill two birds |
        Up to 200 feared dead; hundreds of thousands of people fled their homes | killed 0-200; displaced 200000+
        Between two and four soldiers were killed | killed 2-4 soldier
        5-7 soldiers wounded, says ombudsman | wounded 5-7 soldier
        More than 100 people were killed and 1.5 thousand injured | killed 100+; wounded 1500
        Half a million people displaced by fighting | displaced 500000
        Azerbaijan loses 192 soldiers | killed 192 soldier
        Coach says club lost 2 key matches and its ambitions are wounded |
        Soldier from the northern province dies of wounds | killed 1 soldier
        Two Armenians, three Azerbaijanis killed | killed 2 @armenia; killed 3 @azerbaijan
        Azerbaijan releases eight captured Armenian soldiers |
        Russian peacekeeper injured in mine blast | wounded 1 peacekeeper @russia
        Two Red Cross workers wounded, journalist killed | wounded 2 aid worker; killed 1 journalist
        The attackers could kill thousands, an expert warns |
        The soldier was not killed, the army says |
        Police detain 30 protesters, 3 injured | wounded 3
        Fifth day of clashes: 12 May update, one dead | killed 1
        Blast kills at least 68, 105 missing | killed 68+; missing 105
        The Armenian side has two killed and one wounded | killed 2 @armenia; wounded 1 @armenia
        Losses rose 5% to $12 killed 2 million jobs |
        Three soldiers of the Azerbaijani army were wounded | wounded 3 soldier @azerbaijan
        A total of 2,783 servicemen were killed in the 44-day war | killed 2783 soldier T
        """,
    "ru": """
        Баку передал Еревану тела 30 погибших |
        Боевики убили троих и ранили пятерых | killed 3; wounded 5
        У азербайджанской стороны двое погибших | killed 2 @azerbaijan
        Потерь с азербайджанской стороны нет | killed 0; wounded 0
        Погибли 25 человек, из них двое детей | killed 25
        Военнослужащий получил смертельное ранение | killed 1 soldier
        12 мирных жителей, включая пятерых детей, получили ранения | wounded 12 civilian
        Армянский военнослужащий погиб на границе | killed 1 soldier @armenia
        Погиб военнослужащий, сообщили в министерстве | killed 1 soldier
        Двое военнослужащих погибли, трое ранены | killed 2 soldier; wounded 3 soldier
        При обстреле погибли двое военнослужащих ВС Армении, еще шесть ранены | killed 2 soldier @armenia; wounded 6 soldier @armenia
        Минобороны: четверо убитых, шестеро раненых | killed 4; wounded 6
        Жертв и пострадавших нет | killed 0; wounded 0
        Погибших и пострадавших нет, уточнили спасатели | killed 0; wounded 0
        Никто не пострадал при стрельбе | wounded 0
        Данных о пострадавших нет |
        О жертвах не сообщается |
        По меньшей мере пять человек погибли в перестрелке | killed 5+
        Не менее двадцати одного человека погибло | killed 21+
        В перестрелке убиты трое полицейских и двое азербайджанских военных | killed 3 police; killed 2 soldier @azerbaijan
        Число погибших возросло до 12 | killed 12 TR
        Количество раненых превысило 290 человек | wounded 290 TR
        В Армению прибыли 19 000 переселенцев | displaced 19000
        Карабах покинули более 100 тыс. человек | displaced 100000+
        Зал покинули два депутата |
        Десятки тысяч человек бежали из региона | displaced 20000+
        Ранения получили не менее 290 человек | wounded 290+
        19-летний военнослужащий ранен снайпером | wounded 1 soldier
        Шестеро армянских военнослужащих взяты в плен, один пропал без вести | captured 6 soldier @armenia; missing 1 soldier @armenia
        Баку опровергает гибель двоих военнослужащих | killed 2 soldier D
        Убит мирный житель, двое ранены | killed 1 civilian; wounded 2 civilian
        Двое погибших с армянской стороны | killed 2 @armenia
        Армянская сторона имеет 4 убитых и 6 раненых | killed 4 @armenia; wounded 6 @armenia
        Погибли от двух до четырех человек | killed 2-4
        Один человек погиб, несколько пострадали | killed 1; wounded 2+
        Пострадали десятки людей | wounded 20+
        Баку вернул Еревану 15 пленных военнослужащих |
        В ходе боев уничтожены два танка и три беспилотника |
        С начала войны погибли 3 822 военнослужащих | killed 3822 soldier T
        О гибели двух миротворцев сообщило министерство | killed 2 peacekeeper
        В ДТП 5 апреля погибли 2 человека, в том числе ребенок | killed 2
        Министр встретился с двумя послами после гибели солдата | killed 1 soldier
        Жертвами взрыва стали 68 человек, 105 числятся пропавшими без вести | killed 68; missing 105
        Потери Армении составили 105 военнослужащих | killed 105 soldier
        Военнослужащий убит двумя выстрелами | killed 1 soldier
        До 10 человек ранены, 1,5 тыс. эвакуированы | wounded 0-10
        Более 20 мирных жителей ранены, журналист погиб | wounded 20+ civilian; killed 1 journalist
        """,
    "hy": """
        Հայկական կողմից կա չորս զոհ և վեց վիրավոր | killed 4 @armenia; wounded 6 @armenia
        2 զինծառայող մահացել է, 1-ը՝ վիրավորվել | killed 2 soldier; wounded 1 soldier
        Զոհվել է 5 մարդ, որոնցից 3-ը՝ ոստիկան | killed 5
        Պայթյունի հետևանքով զոհվածների թիվը հասել է 170-ի | killed 170 TR
        Ավանից տեղափոխվել է 65 հազար 36 բռնի տեղահանված անձ | displaced 65036
        Զինծառայող է սպանվել հակառակորդի կրակից | killed 1 soldier
        Երկու զինծառայող է զոհվել, երեքը վիրավորվել են | killed 2 soldier; wounded 3 soldier
        Հայկական կողմն ունի 4 զոհ, 6 վիրավոր | killed 4 @armenia; wounded 6 @armenia
        Զոհվել է ութ զինծառայող, վիրավորվել՝ տասնհինգը | killed 8 soldier; wounded 15 soldier
        Զոհեր և վիրավորներ չեն եղել | killed 0; wounded 0
        Հայկական կողմը կորուստներ չունի | killed 0; wounded 0
        Վիրավորներ չկան, հայտնել են նախարարությունից | wounded 0
        Ոչ ոք չի տուժել | wounded 0
        Տուժածների մասին տեղեկություններ չկան |
        Առնվազն հինգ մարդ է զոհվել | killed 5+
        100-ից ավելի մարդ է տուժել | wounded 100+
        Ավելի քան 30 քաղաքացիական անձ է վիրավորվել | wounded 30+ civilian
        Մինչև 10 վիրավոր կա | wounded 0-10
        Վեց հայ զինծառայողներ գերեվարվել են, մեկը անհետ կորած է | captured 6 soldier @armenia; missing 1 soldier @armenia
        Արցախի երեք ոստիկան է սպանվել | killed 3 police @karabakh
        Բաքուն հերքել է երկու զինծառայողի զոհվելու լուրը | killed 2 soldier D
        Հայաստան է մուտք գործել 100 հազար բռնի տեղահանված անձ | displaced 100000
        Զինծառայողը մահացու հրազենային վիրավորում է ստացել | killed 1 soldier
        Զոհերի թիվը հասել է 12-ի | killed 12 TR
        20-ամյա զինծառայող է վիրավորվել | wounded 1 soldier
        Տասնյակ մարդիկ են վիրավորվել | wounded 20+
        Մի քանի խաղաղ բնակիչ է վիրավորվել | wounded 2+ civilian
        Քսանհինգ մարդ է տեղահանվել | displaced 25
        Ոչնչացվել է երկու տանկ և երեք անօդաչու |
        Զինծառայողներ են վիրավորվել |
        Ռուս խաղաղապահ է զոհվել | killed 1 peacekeeper @russia
        Երկու երեխա է սպանվել, հինգը վիրավոր են | killed 2 child; wounded 5 child
        Պատերազմի սկզբից զոհվել է 3825 զինծառայող | killed 3825 soldier T
        Նախարարները հանդիպել են 5 օր անց |
        """,
    "az": """
        Azərbaycanın 192 hərbçisi şəhid olub, 511-i yaralanıb | killed 192 soldier @azerbaijan; wounded 511 soldier @azerbaijan
        Şəhidlərin sayı 71-ə çatıb | killed 71 TR
        Hadisə nəticəsində ölən və xəsarət alan olmayıb | killed 0; wounded 0
        Daha bir mülki şəxs minaya düşüb | wounded 1 civilian
        Qarabağdan 65 min nəfər çıxıb | displaced 65000
        Azərbaycan Ordusunun hərbi qulluqçusu həlak olub | killed 1 soldier @azerbaijan
        Bir əsgər şəhid olub | killed 1 soldier
        İki hərbçimiz şəhid olub, üç nəfər yaralanıb | killed 2 soldier; wounded 3
        Ən azı 5 nəfər ölüb | killed 5+
        Ermənistan ordusunun dörd əsgəri öldürülüb, altısı yaralanıb | killed 4 soldier @armenia; wounded 6 soldier @armenia
        İtki yoxdur | killed 0; wounded 0
        Ölən və yaralanan yoxdur | killed 0; wounded 0
        Heç kim yaralanmayıb | wounded 0
        Xəsarət alan olmayıb | wounded 0
        2 şəhid, 3 yaralı | killed 2; wounded 3
        100-dən çox insan xəsarət alıb | wounded 100+
        50-yə qədər insan həlak olub | killed 0-50
        Ölənlərin sayı 12-yə çatıb | killed 12 TR
        Minaya düşən 3 mülki şəxs həlak olub | killed 3 civilian
        Altı erməni hərbçi əsir götürülüb | captured 6 soldier @armenia
        Nazirlik iki hərbçinin şəhid olması barədə məlumatı təkzib edib | killed 2 soldier D
        100 min məcburi köçkün qayıdacaq | displaced 100000
        45 yaşlı sakin minaya düşərək yaralanıb | wounded 1 civilian
        İki tank və üç PUA məhv edilib |
        Bir neçə nəfər yaralanıb | wounded 2+
        Vətən müharibəsində 2 908 hərbçi şəhid olub | killed 2908 soldier T
        Onlarla insan yaralanıb, 3 nəfər itkin düşüb | wounded 20+; missing 3
        Hərbçilər yaralanıb |
        Rusiya sülhməramlısı həlak olub | killed 1 peacekeeper @russia
        İki uşaq ölüb, beş nəfər yaralanıb | killed 2 child; wounded 5
        İyirmi bir nəfər xəsarət alıb | wounded 21
        Prezident iki naziri qəbul edib |
        """,
    "tr": """
        Çatışmalarda ölen asker sayısı 49'a yükseldi | killed 49 TR
        Sınırdaki operasyonda en az 200 kişi öldü, 400'den fazla kişi yaralandı | killed 200+; wounded 400+
        Karabağ'dan 65 bin kişi komşu ülkeye geçti | displaced 65000
        Mayın patlaması: 2 polis şehit, 1 sivil yaralı | killed 2 police; wounded 1 civilian
        Azerbaycan ordusundan iki asker şehit oldu | killed 2 soldier @azerbaijan
        Bir Ermeni asker öldürüldü | killed 1 soldier @armenia
        En az 7 asker öldü, 6 asker yaralandı | killed 7+ soldier; wounded 6 soldier
        3 ölü, 5 yaralı | killed 3; wounded 5
        Sınırda çatışma: 1 asker hayatını kaybetti | killed 1 soldier
        Can kaybı yok | killed 0; wounded 0
        Saldırıda ölen ya da yaralanan olmadı | killed 0; wounded 0
        Kimse yaralanmadı | wounded 0
        Ölü sayısı 12'ye yükseldi | killed 12 TR
        Yaralı sayısı 290'ı geçti, bakanlık duyurdu | wounded 290 T
        Birkaç kişi yaralandı | wounded 2+
        100'den fazla kişi hayatını kaybetti | killed 100+
        Onlarca sivil yaralandı | wounded 20+ civilian
        6 Ermeni asker esir alındı | captured 6 soldier @armenia
        100 binden fazla mülteci sınırı geçti | displaced 100000+
        Bakanlık, iki askerin öldüğü iddiasını yalanladı | killed 2 soldier D
        İki tank imha edildi |
        34 yaşındaki asker hayatını kaybetti | killed 1 soldier
        Patlamada yirmi bir kişi öldü, yüzlerce kişi yaralandı | killed 21; wounded 200+
        5 ila 7 kişi yaralandı | wounded 5-7
        Üç sivil kayıp | missing 3 civilian
        Askerler yaralandı |
        Yaklaşık 2 bin kişi yerinden edildi | displaced 2000
        Bir gazeteci öldürüldü, iki polis yaralandı | killed 1 journalist; wounded 2 police
        44 günlük savaşta 2 bin 783 asker şehit oldu | killed 2783 soldier T
        Rus barış gücü askeri öldü | killed 1 peacekeeper @russia
        İki bakan cuma günü görüştü |
        """,
    "fr": """
        Bakou affirme que trois de ses soldats ont été tués | killed 3 soldier
        Au moins 68 morts dans une explosion, 105 disparus | killed 68+; missing 105
        Trois morts, dont un enfant | killed 3
        Deux personnes ont perdu la vie et trois autres ont été blessées | killed 2; wounded 3
        Deux soldats tués et trois blessés à la frontière | killed 2 soldier; wounded 3 soldier
        Un soldat arménien tué par des tirs ennemis | killed 1 soldier @armenia
        Au moins sept soldats arméniens tués | killed 7+ soldier @armenia
        L'attaque a fait trois morts et cinq blessés | killed 3; wounded 5
        Aucune victime n'est à déplorer | killed 0; wounded 0
        La frappe n'a fait ni mort ni blessé | killed 0; wounded 0
        Personne n'a été blessé | wounded 0
        Une frappe tue deux civils | killed 2 civilian
        Des dizaines de blessés après les tirs | wounded 20+
        Une dizaine de soldats ont été tués | killed 10 soldier
        Le bilan s'alourdit à 12 morts | killed 12 TR
        Plus de 100 000 réfugiés sont arrivés dans le pays | displaced 100000+
        Bakou dément la mort de deux soldats | killed 2 soldier D
        Six militaires arméniens faits prisonniers | captured 6 soldier @armenia
        Trois civils portés disparus | missing 3 civilian
        L'explosion a fait plus de 170 morts et 290 blessés | killed 170+; wounded 290
        Deux chars détruits, cinq drones abattus |
        Un soldat de 20 ans a été tué | killed 1 soldier
        La mort d'un soldat arménien ravive les tensions | killed 1 soldier @armenia
        Entre deux et quatre personnes ont été tuées | killed 2-4
        Quelque 200 personnes, dont 30 enfants, ont été blessées | wounded 200
        Jusqu'à 50 morts redoutés | killed 0-50
        Vingt et un civils blessés, quatre-vingt-douze personnes déplacées | wounded 21 civilian; displaced 92
        Des soldats ont été tués |
        Trois policiers et deux soldats azerbaïdjanais ont été tués | killed 3 police; killed 2 soldier @azerbaijan
        Plusieurs journalistes blessés | wounded 2+ journalist
        Depuis le début de la guerre, 3 000 soldats ont été tués | killed 3000 soldier T
        Les deux ministres se sont rencontrés le 5 mai |
        """,
}  # fmt: skip
