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
        15,000 Karabakh Armenians have crossed the border | displaced 15000 @karabakh
        More than 40,000 Armenians left Karabakh in three days | displaced 40000+ @armenia
        Some 300 villagers evacuated after shelling | displaced 300 civilian
        About 60,000 people came to Goris in four days | displaced 60000
        More than 9,000 Armenians arrived by Tuesday | displaced 9000+ @armenia
        31 dead, ministry says | killed 31
        The army put its casualties at 31 | killed 31
        Army reports 17 casualties | killed 17
        17 casualties: 5 killed and 12 wounded | killed 5; wounded 12
        Casualties include 5 dead and 12 wounded | killed 5; wounded 12
        Armenia suffered 31 casualties | killed 31
        Both soldiers were killed | killed 2 soldier
        Of two wounded, both died | killed 2
        The soldier wounded on Saturday has died | killed 1 soldier
        Three wounded conscripts died in hospital | killed 3 soldier
        Shepherd shot at, two in hospital | wounded 2
        Four villagers taken to hospital after shelling | wounded 4 civilian
        Two Armenian soldiers fell into captivity | captured 2 soldier @armenia
        Six Armenian soldiers are held in Azerbaijan | captured 6 soldier @armenia
        Azerbaijan holds 23 Armenian prisoners of war | captured 23 @armenia
        Two Armenian servicemen were detained near the border by Azerbaijan | captured 2 soldier @armenia
        Red Cross driver detained at checkpoint | captured 1 aid worker
        Karabakh resident, 61, taken by Azerbaijani guards at the checkpoint | captured 1 civilian @karabakh
        Police detained 40 protesters in the capital |
        Armenian police detained two at an opposition rally |
        The manager lost a son |
        MP injured in scuffle | wounded 1
        Nine remain unaccounted for | missing 9
        The fate of 12 soldiers is unknown | missing 12 soldier
        Contact lost with 12 soldiers | missing 12 soldier
        One and a half million people fled | displaced 1500000
        Two policemen and a clerk killed by mine | killed 2 police; killed 1
        14 killed and wounded on both sides | killed 0-14; wounded 0-14
        Fourteen soldiers lose their lives | killed 14 soldier
        Bodies of 12 soldiers found |
        The army lost 15 men | killed 15
        Dead: 3, wounded: 5 | killed 3; wounded 5
        Killed – 3, wounded – 5 | killed 3; wounded 5
        Exodus: 65,000 refugees registered | displaced 65000
        Five members of one family died | killed 5
        Two teenagers hurt as shell hits yard | wounded 2 child
        No one is hurt, mayor says | wounded 0
        4 servicemen KIA, 3 WIA | killed 4 soldier; wounded 3 soldier
        Father and son killed | killed 1; killed 1
        Nobody was detained, the police said |
        Both protesters and policemen were killed |
        They are close to capturing both towns |
        A priest is killed and two more are injured | killed 1; wounded 2
        Nine are missing and feared dead | missing 9
        The minister voiced concern at civilian casualties |
        Army kills 12 drug gang gunmen | killed 12 soldier
        The town will evacuate 80,000 people if the dam breaks |
        Strike kills at least 100 people. Medics report over 200 casualties | killed 100+
        The death toll from riots following the arrest of the mayor rises to 72 | killed 72 TR
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
        Около 15 тысяч карабахских армян пересекли границу | displaced 15000 @karabakh
        Более 300 жителей сёл вывезены из-под обстрела | displaced 300+ civilian
        В Армению приехали 60 тысяч карабахцев | displaced 60000 @karabakh
        Эвакуированы 140 жителей приграничного села | displaced 140 civilian
        Потери составили 31 человек | killed 31
        Наши потери — 31 военнослужащий | killed 31 soldier
        Потери армянской стороны — 31 | killed 31 @armenia
        31 погибший, десять раненых | killed 31; wounded 10
        Убитых 7, раненых 9 | killed 7; wounded 9
        Взяты в плен шестеро армянских военных | captured 6 soldier @armenia
        Двое армянских солдат попали в плен | captured 2 soldier @armenia
        Азербайджан удерживает 23 армянских пленных | captured 23 @armenia
        Под Горисом азербайджанские силы задержали двоих армянских военнослужащих | captured 2 soldier @armenia
        На посту в Лачине задержан сотрудник Красного Креста | captured 1 aid worker
        Полиция задержала 40 протестующих |
        Боец, раненный в субботу, скончался в госпитале | killed 1 soldier
        Оба солдата погибли | killed 2 soldier
        Пастуха застрелили у границы | killed 1 civilian
        Троих ранили, одного убили | wounded 3; killed 1
        Трое в больнице после обстрела трактора | wounded 3
        Четверо жителей доставлены в больницу | wounded 4 civilian
        Пропавшими числятся 9 человек | missing 9
        Без вести пропавшими числятся 9 военнослужащих | missing 9 soldier
        Судьба 12 военных неизвестна | missing 12 soldier
        Полторы тысячи человек бежали | displaced 1500
        Погибли журналист и чиновник | killed 1 journalist; killed 1
        14 убитых и раненых | killed 0-14; wounded 0-14
        Армия потеряла 15 человек | killed 15
        Погибли отец и сын | killed 1; killed 1
        Двое убиты на посту снайпером | killed 2
        Депутат ранен | wounded 1
        В больницу попали 6 человек | wounded 6
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
        Մոտ 15 հազար արցախցի հատել է սահմանը | displaced 15000 @karabakh
        Հարյուր հազարից ավելի հայ լքել է Ղարաբաղը | displaced 100000+ @armenia
        Գյուղի 140 բնակիչ տարհանվել է | displaced 140 civilian
        Հայաստան է եկել 60 հազար մարդ | displaced 60000
        Կորուստները 31 են | killed 31
        Մեր կորուստները 31 մարդ են | killed 31
        31 զոհ, տասը վիրավոր | killed 31; wounded 10
        Գերեվարված է վեց հայ զինծառայող | captured 6 soldier @armenia
        Գերի է ընկել երկու զինվոր | captured 2 soldier
        Ադրբեջանում պահվում է 23 հայ գերի | captured 23 @armenia
        Կարմիր խաչի աշխատակիցը ձերբակալվել է անցակետում | captured 1 aid worker
        Ոստիկանությունը ձերբակալել է 40 ցուցարարի |
        Շաբաթ օրը վիրավորված զինվորը մահացել է հոսպիտալում | killed 1 soldier
        Երեք գյուղացի հիվանդանոցում է | wounded 3 civilian
        Չորս բնակիչ տեղափոխվել է հիվանդանոց | wounded 4 civilian
        Ինը մարդ անհետ կորած է | missing 9
        12 զինծառայողի ճակատագիրն անհայտ է | missing 12 soldier
        Մեկուկես հազար մարդ հեռացել է քաղաքից | displaced 1500
        Բուժակը վիրավորվել է | wounded 1
        Զոհվել են հայր և որդի | killed 1; killed 1
        Երկու զինվոր է զոհվել․ Հայտնում է ՊՆ-ն | killed 2 soldier
        Երկուսն էլ զոհվել են | killed 2
        Զոհված՝ 3, վիրավոր՝ 5 | killed 3; wounded 5
        Զոհերի թիվը 31 է | killed 31 T
        Սպանված զինծառայողների թիվը հասել է վեցի | killed 6 TR
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
        15 min erməni Qarabağı tərk edib | displaced 15000 @armenia
        Kəndin 140 sakini köçürülüb | displaced 140 civilian
        Kənddən 140 nəfər təxliyə edilib | displaced 140
        Qarabağdan çıxanların sayı 60 minə çatıb | displaced 60000 TR
        31 şəhid verdik | killed 31
        İtkilərimiz 31 nəfərdir | killed 31
        Ordunun itkisi 31 nəfər təşkil edir | killed 31
        31 hərbçi itirdik | killed 31 soldier
        İki əsgər əsir düşüb | captured 2 soldier
        Altı erməni əsgər əsir alınıb | captured 6 soldier @armenia
        Azərbaycanda 23 erməni əsir saxlanılır | captured 23 @armenia
        Laçın postunda Qırmızı Xaç əməkdaşı saxlanılıb | captured 1 aid worker
        Ermənistanın iki hərbçisi saxlanılıb | captured 2 soldier @armenia
        Polis 40 etirazçını saxlayıb |
        Polis maşını minaya düşüb, üç polis şəhid olub | killed 3 police
        Yaralı əsgər xəstəxanada ölüb | killed 1 soldier
        Üç sakin xəstəxanaya yerləşdirilib | wounded 3 civilian
        Beş nəfərin öldüyü qəza | killed 5
        12 nəfər itkin sayılır | missing 12
        Min yarım nəfər qovulub | displaced 1500
        Ana və oğlu yaralanıb | wounded 1; wounded 1
        Hər iki əsgər həlak olub | killed 2 soldier
        Ölü: 3, yaralı: 5 | killed 3; wounded 5
        Şəhidlərimizin sayı 31-dir | killed 31 T
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
        15 bin Ermeni Karabağ'ı terk etti | displaced 15000 @armenia
        Köyden 140 kişi tahliye edildi | displaced 140
        Göç edenlerin sayısı 60 bine çıktı | displaced 60000 TR
        31 şehit verdik | killed 31
        Kaybımız 31 asker | killed 31 soldier
        Ordunun kaybı 31 kişi | killed 31
        İki asker esir düştü | captured 2 soldier
        Altı Ermeni asker esir alındı | captured 6 soldier @armenia
        Azerbaycan'da 23 Ermeni esir tutuluyor | captured 23 @armenia
        Kızılhaç çalışanı kontrol noktasında gözaltına alındı | captured 1 aid worker
        İki Ermeni askeri yakalandı | captured 2 soldier @armenia
        Polis 40 göstericiyi gözaltına aldı |
        Yaralı asker hastanede öldü | killed 1 soldier
        Üç köylü hastaneye kaldırıldı | wounded 3 civilian
        12 kişiden haber alınamıyor | missing 12
        Bir buçuk milyon kişi kaçtı | displaced 1500000
        İki gazeteci ile bir memur öldü | killed 2 journalist; killed 1
        Ölü: 3, yaralı: 5 | killed 3; wounded 5
        Baba ve oğlu öldü | killed 1; killed 1
        Her iki asker de öldü | killed 2 soldier
        Şehit sayısı açıklandı: 31 | killed 31 T
        Milletvekili yaralandı | wounded 1
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
        15 000 Arméniens ont quitté le Karabakh | displaced 15000 @armenia
        Quelque 300 villageois évacués après des tirs | displaced 300 civilian
        Plus de 60 000 Arméniens du Karabakh sont arrivés | displaced 60000+ @armenia
        Bilan : 31 morts | killed 31 T
        31 morts, dix blessés, selon le ministère | killed 31; wounded 10
        Les pertes s'élèvent à 31 soldats | killed 31 soldier
        L'attaque a fait 17 victimes | killed 17
        Deux soldats arméniens capturés | captured 2 soldier @armenia
        Deux soldats sont tombés en captivité | captured 2 soldier
        L'Azerbaïdjan détient 23 prisonniers arméniens | captured 23
        Un employé de la Croix-Rouge arrêté au poste de contrôle | captured 1 aid worker
        Deux soldats arméniens interpellés par l'Azerbaïdjan | captured 2 soldier @armenia
        La police interpelle 40 manifestants |
        Le soldat blessé samedi est mort à l'hôpital | killed 1 soldier
        Trois paysans hospitalisés | wounded 3 civilian
        Trois habitants conduits à l'hôpital | wounded 3 civilian
        Neuf personnes manquent à l'appel | missing 9
        On est sans nouvelles de 12 soldats | missing 12 soldier
        Un million et demi de personnes ont fui | displaced 1500000
        Deux journalistes et un fonctionnaire tués | killed 2 journalist; killed 1
        Des dizaines de morts entre Arméniens et Azéris | killed 20+
        Un père et son fils tués | killed 1; killed 1
        Les deux soldats sont morts | killed 2 soldier
        Morts : 3, blessés : 5 | killed 3; wounded 5
        """,
}  # fmt: skip
