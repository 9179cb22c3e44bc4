"""Azerbaijani words of numbers and tolls; lexicon.py says what each line means."""

LINES = """
thing.body: meyit*, meyid*, cəsəd*, cənazə*, nəşi
clear.subset: onlardan, bunlardan
num.2.both: hər ikisi, hər iki, ikisi də, hər ikisini
num.1500: min yarım, bir min yarım, min yarımdan
num.1500000: milyon yarım, bir milyon yarım, bir yarım milyon
num.1: bir, biri, birini, birinin, daha biri
num.2: iki, ikisi, ikisini, ikisinin, hər iki
num.3: üç, üçü, üçünü, üçünün
num.4: dörd, dördü, dördünü, dördünün
num.5: beş, beşi, beşini, beşinin
num.6: altı, altısı, altısını
num.7: yeddi, yeddisi, yeddisini
num.8: səkkiz, səkkizi
num.9: doqquz, doqquzu
num.10: on, onu
num.20: iyirmi, iyirmisi
num.30: otuz, otuzu
num.40: qırx, qırxı
num.50: əlli, əllisi
num.60: altmış
num.70: yetmiş
num.80: səksən
num.90: doxsan
scale.100: yüz, yüzdən
scale.1000: minə, minini, mindən, minini
scale.1000: min, minə, mini, mindən, minlik
scale.1000000: milyon, mln
scale.1000000000: milyard, mlrd
vague.20: onlarla, onlarca
vague.200: yüzlərlə, yüzlərcə
vague.2000: minlərlə, minlərcə
vague.20000: on minlərlə
vague.200000: yüz minlərlə
vague.2: bir neçə, bir neçəsi, bir sıra
unsaid: çoxlu, bütün, çox sayda, bəzi, xeyli
min: ən azı, azı, ən az, minimum, azından
over: artıq olaraq
max: ən çoxu, ən çox, maksimum
about: təxminən, təqribən, daha, hələlik, cəmi, tam, artıq, ilkin məlumata görə, ümumilikdə, ümumi
after.over: dən çox, dan çox, dən artıq, dan artıq, ten çox, tan artıq, çox, artıq, nəfərdən çox, nəfərdən artıq,
  yüzdən çox
after.max: ə qədər, a qədər, yə qədər, ya qədər, ədək, adək, qədər, dək
after.about: ə yaxın, a yaxın, yə yaxın, ya yaxın, yaxın
after.under: dən az, dan az
after.min: və daha çox, və ya daha çox
from: arasında olan
range.and: və ya, yaxud
range: ilə
place: dən, dan, də, da
suffix: dir, dır, dur, dür, i, ı, u, ü, si, sı, su, sü, nin, nın, nun, nün, in, ın, ə, a,
  yə, ya, dən, dan, də, da, ni, nı, nu, nü, ini,
  ını, ünü, nə, na
ordinal: ci, cı, cu, cü, nci, ncı, ncu, ncü, yaşlı, illik, günlük, ildə

person.soldier.one: diversant, leytenantı, kapitanı, mayoru
person.soldier.one: əsgər, əsgəri, əsgərimiz, hərbçi, hərbçisi, hərbçimiz, hərbi qulluqçu, hərbi qulluqçusu,
  hərbi qulluqçumuz, zabit, zabiti, gizir, döyüşçü, sərhədçi, sərhədçisi, çavuş, leytenant, kapitan, mayor,
  polkovnik, müddətli həqiqi hərbi xidmət hərbi qulluqçusu, mülki müdafiəçi, könüllü, silahlı, terrorçu, hərbiçi,
  şəxsi heyət üzvü, müddətdən artıq hərbi qulluqçu
person.soldier.obl: əsgərin, əsgərinin, hərbçinin, hərbi qulluqçunun, hərbi qulluqçusunun, hərbçisinin, zabitin,
  zabitinin, əsgərini, hərbçisini, hərbi qulluqçusunu, əsgərə, hərbçini, hərbi qulluqçunu, hərbi qulluqçusuna,
  sərhədçinin, döyüşçünün
person.soldier.many: diversantlar*
person.soldier.many: əsgərlər*, hərbçilər*, hərbi qulluqçular*, zabitlər*, əsgərləri*, döyüşçülər*, sərhədçilər*,
  terrorçular*, silahlılar*, könüllülər*, şəxsi heyət*, qüvvələr*
person.police.one: polis, polisi, polis əməkdaşı, polis əməkdaşımız, polis işçisi, polis zabiti
person.police.obl: polisin, polis əməkdaşının
person.police.many: polislər*, polis əməkdaşları*, polis əməkdaşlarının
person.civilian.one: mülki şəxs, mülki vətəndaş, mülki, dinc sakin, sakin, sakini, dinc vətəndaş, çoban, traktorçu,
  fermer, mülki insan, mülki şəxsimiz
person.civilian.obl: mülki şəxsin, dinc sakinin, sakinin, sakininin, mülki şəxsi, mülki vətəndaşın
person.civilian.many: mülki şəxslər*, mülki vətəndaşlar*, dinc sakinlər*, sakinlər*, mülki əhali*, dinc əhali*,
  mülki insanlar*
person.child.one: uşaq, uşağı, körpə, azyaşlı, yeniyetmə, məktəbli, qız uşağı, oğlan uşağı
person.child.obl: uşağın, körpənin
person.child.many: uşaqlar*, körpələr*, azyaşlılar*, yeniyetmələr*
person.peacekeeper.one: sülhməramlı, sülhməramlısı
person.peacekeeper.obl: sülhməramlının, sülhməramlısının
person.peacekeeper.many: sülhməramlılar*, sülhməramlıları*
person.aid worker.one: qırmızı xaçın əməkdaşı
person.aid worker.one: qırmızı xaç sürücüsü, qırmızı xaçın sürücüsü, bqxk əməkdaşı, bqxk sürücüsü
person.aid worker.one: qırmızı xaç əməkdaşı, humanitar işçi, qırmızı xaç işçisi
person.aid worker.many: qırmızı xaç əməkdaşları*
person.journalist.one: jurnalist, jurnalisti, operator, müxbir, reportyor
person.journalist.obl: jurnalistin
person.journalist.many: jurnalistlər*, müxbirlər*
person..one: ana, ata, anası, bacısı, tələbə, məmur, vəkil, rəhbər, xəstə, balıqçı, müəllim, səfir, yanğınsöndürən,
  xilasedici, tibb işçisi, şəxsdən, keşiş, nəfərdir, nəfərdən, qonşu, oğul
person..one: nəfər, nəfəri, nəfərin, nəfərə, insan, adam, şəxs, şəxsi, vətəndaş, vətəndaşı, qadın, kişi, sürücü,
  sürücüsü, həkim, işçi, işçisi, əməkdaş, əməkdaşı, komandir, komandiri, general, nazir, naziri, prezident,
  prezidenti, deputat, üzvü, sərnişin, minaaxtaran, mühəndis, fəhlə, pilot, oğlu, atası, qardaşı, bələdçi, girov,
  turist, fəlakətzədə, nəfərdən
person..obl: tələbənin, ananın
person..obl: şəxsin, insanın, vətəndaşın, qadının, sürücünün, komandirin, vətəndaşının
person..folk: erməni, ermənilər*, ermənini, erməninin, ermənisi, azərbaycanlı, azərbaycanlılar*, qarabağlı,
  qarabağ ermənisi, qarabağlılar*, rus
person..many: tələbələr*, məmurlar*, rəhbərlər*, xəstələr*, müəllimlər*
person..many: insanlar*, adamlar*, şəxslər*, vətəndaşlar*, qadınlar*, sürücülər*, işçilər*, əməkdaşlar*, nazirlər*,
  sərnişinlər*, girovlar*, deputatlar*
who.civilian: mülki, dinc
who.soldier: hərbi, silahlı
who.peacekeeper: sülhməramlı
adj: i, u, ü, ə, a, yə, ya, nı, ni, digər, başqa, daha, öz, bizim, gənc, məcburi, ağır, yüngül, yerli, ordusunun

out.killed.left: öldüyü, öldüyünü, şəhid verdik, şəhid verdi, şəhid verib, şəhidlərimizin, şəhidimizin, öldürülməsi*,
  itirdik, itirib, can qurban, şəhidin, öldüyünə, şəhadətə yüksəlib, şəhadətə qovuşub, məhv olub, dəfn olunub
out.killed.left: həlak olub, həlak oldu, həlak olan*, həlak olmuşdur, həlak olmuş, həlak olması, həlak olub,
  həlak olublar, həlak olmuşdu, həlak oldular, həlak olduğu*, həlak olmasına, şəhid olub, şəhid oldu, şəhid olmuş*,
  şəhid olan*, şəhid olması*, şəhid olublar, şəhid oldular, şəhid olduğu*, şəhid, şəhidimiz, şəhidlər*, şəhidi,
  şəhid düşüb, öldürülüb, öldürüldü, öldürülən*, öldürülmüş*, öldürülməsi*, öldürülüblər, öldürüb, öldürdü,
  öldürüblər, öldürmüş*, ölüb, öldü, ölmüş*, ölən*, ölüblər, ölməsi*, ölümü*, ölü, ölümünə, ölümlə, ölənləri,
  qətlə yetirilib, qətlə yetirildi, qətlə yetirilmiş*, qətlə yetirilən*, qətlə yetirilməsi*, qətlə yetirib,
  qətlə yetirmiş*, qətlə yetirdi, qətli, vəfat edib, vəfat etdi, vəfat etmiş*, vəfat edən, dünyasını dəyişib,
  həyatını itirib, həyatını itirdi, həyatını itirmiş*, həyatını itirən*, canını itirib, məhv edilib,
  zərərsizləşdirilib, zərərsizləşdirildi, güllələnib, can verib, tələf olub, ölməsinə, qurban
out.killed.left: ölüm halı
out.victim.left: qurbanı, ölüsü
count: sayı, sayının, siyahısı, sayına
toll.displaced: tərk edənlərin sayı, çıxanların sayı, köçənlərin sayı, gələnlərin sayı, qaçqınların sayı,
  köçkünlərin sayı
toll.killed: can itkisinin sayı, qurbanların sayı
out.wounded.near: xəstəxanadadır, hospitaldadır
out.wounded.left: xəstəxanaya yerləşdirilib, xəstəxanaya çatdırılıb, hospitala çatdırılıb, hospitala yerləşdirilib,
  xəstəxanaya aparılıb, hospitalizasiya olunub, xəstəxanaya yerləşdirildi, xəstəxanaya çatdırıldı, yaralandıqları
out.wounded.left: yaralanıb, yaralandı, yaralanan*, yaralanmış*, yaralanması*, yaralanıblar, yaralandılar, yaralı,
  yaralısı, yaralılar, yaralımız, yaralanması, yaralanmasına, yaralayıb, yaraladı, yaralanmışdır, yaralı var,
  xəsarət alıb, xəsarət aldı, xəsarət alan*, xəsarət almış*, xəsarətlər alıb, xəsarət alıblar, bədən xəsarəti alıb,
  güllə yarası alıb, qəlpə yarası alıb, güllə yarası almış*, zərər çəkib, zərər çəkən*, zərər çəkmiş*,
  xəsarət alması*, yaralandığı*, minaya düşüb, yara alıb, xəsarətlər almış*, yaralanaraq, yaralıdır, yaralananların
out.casualty.noun: itki, itkimiz, itkisi, itkilərimiz, itkiləri, itkilərin, itkilər
out.loss.left: itki, itkimiz, itkisi, itkilər*, can itkisi, tələfat, insan tələfatı, canlı qüvvə itkisi, itkilərimiz
out.missing.left: itkin düşüb, itkin düşən*, itkin düşmüş*, itkin, itkindir, itkin düşdü, itkin düşüblər,
  itkin sayılır, xəbərsiz itkin düşüb, itkin hesab olunur, itkin düşənlər
out.captured.left: əsirlikdədir, əsir, hərbi əsir, əsirlikdə saxlanılır, əsir saxlanılır, əsir saxlanır, əsir alıb,
  əsir düşmüşdü, əsirdir, əsirimiz, girov saxlanılır, girovdur
out.captured.left: əsir götürülüb, əsir götürüldü, əsir götürülmüş*, əsir götürülən*, əsir götürülməsi*,
  əsir götürüb, əsir düşüb, əsir düşdü, əsir düşmüş*, əsir düşən*, əsir alınıb, əsir alındı, əsir alınmış*,
  əsir götürdü, əsir götürülüblər, əsirlikdədir, girov götürülüb, girov götürülmüş*, girov götürüldü, qaçırılıb,
  saxlanılaraq əsir, əsir düşüblər, əsirlikdə olan
out.detained.left: saxlanılıb, saxlanıldı, saxlanılır, saxlayıb, saxladı, həbs olunub, həbs olundu, həbs edilib,
  həbs edildi, həbs edib, tutulub, tutuldu, yaxalanıb, ələ keçirilib, aparılıb, saxlanılmış*, saxlanılan*,
  həbs olunmuş*
out.displaced.noun: köçkün, köçkünlər, məcburi köçkün, məcburi köçkünlər, qaçqın, qaçqınlar, qaçqınları, köçkünü,
  qaçqın və məcburi köçkün
out.displaced.left: didərgin düşmüşdü, didərgin düşmüşdülər, məcburi köçkün düşüb, didərgin düşdü
out.displaced.left: didərgin düşüb, didərgin salınıb, didərgin düşmüş*, köçürülüb, evsiz qalıb, evlərini tərk edib,
  yurd yuvalarından didərgin, evlərini tərk etməli olub, didərgin, deportasiya olunub, doğma yurdlarından qovulub,
  qovulub
move: təxliyə edilib, təxliyə edildi, təxliyə olunub, təxliyə olundu, köçdü, köçüb, gəldi, gəliblər, çıxıblar, köçürdü,
  köçürülüb, getdi, gedib, çıxdı, tərk etdilər, tərk edən*, tərk edir, üz tutub
move: tərk edib, tərk etdi, tərk ediblər, tərk etmiş*, gəlib, keçib, köçüb, köç edib, daxil olub, çıxıb

nobody: heç kim, heç kəs, heç bir, heç biri
no: heç, nə, itkisiz
none: yoxdur, yoxdu, yox, olmayıb, olmadı, qeydə alınmayıb, verilməyib, yoxdurlar, olmamış*, qeydə alınmadı,
  olmamışdır, baş verməyib, verməyib, verməmiş*
not: deyil, az qala
unout.killed.left: ölməyib, ölmədi, həlak olmayıb, həlak olmadı, şəhid olmayıb, öldürülməyib, ölməmiş*, həlak olmamış*
unout.wounded.left: yaralanmayıb, yaralanmadı, xəsarət almayıb, zərər çəkməyib, yaralanmamış*, xəsarət almamış*,
  zərər görməyib
hearsay: məlumat, məlumatlar, xəbər, məlumatı, təhlükəsi, təhlükə, riski
modal: bilər, olardı, olacaq
thing.owned: maşını, maşınına, maşınının, avtomobili, avtomobilinə, avtomobilinin, postu, postuna, mövqeyi,
  mövqelərinə, mövqeləri, evi, evinə, avtobusu, traktoru, traktoruna, bölməsi, idarəsi, şöbəsi, paltarı, forması,
  bazası, texnikası, hissəsi, qərargahı, karvanı
thing.crossing: sərhəd buraxılış, buraxılış məntəqə*, nəzarət buraxılış, laçın post*, laçın məntəqə*, keçid məntəqə*,
  postunda
home: etiraz, etirazı, etirazlar*, mitinq*, narkotik*, qaçaqmal*, rüşvət*, korrupsiya*, müxalif*, nümayiş*
thing: il, ildə, ilin, illik, ili, yaş, yaşlı, yaşında, yaşındakı, ay, ayda, ayın, həftə*, gün, gündə, gündür,
  günlük, saat, saatda, dəqiqə*, saniyə*, km, kilometr*, metr*, faiz*, dollar*, avro, manat*, rubl*, lirə, tank*,
  pua*, dron*, raket*, mərmi*, atəş*, dəfə, avtomobil*, maşın*, yük maşını, avtobus*, təyyarə*, helikopter*, ev,
  evi, evlər*, bina*, kənd, kəndi, kəndlər*, şəhər, şəhərlər*, şəhəri, rayon*, mövqe*, post, postu, postlar*,
  məntəqə*, yüksəklik*, baza*, ton, kq, litr*, hektar*, müharibə*, hadisə*, hücum*, partlayış*, bomba*, mina,
  minalar*, qoyun*, inək*, it, heyvan*, ədəd, əmlak*, bal, qol, oyun*, yer, səs, məktəb*, xəstəxana*, kilsə*,
  körpü*, gəmi*, yanvar*, fevral*, mart, martda, martın, aprel*, may, mayın, mayda, iyun*, iyul*, avqust*,
  sentyabr*, oktyabr*, noyabr*, dekabr*, ailə*, qrup*, ölkə*, tərəf*, maddə*, silah*, avtomat*, pulemyot*, patron*,
  qumbara*, ordu, meyit*, meyid*, cəsəd*, cənazə*, rütbəli, istiqamət*, topdağıtmaz, sabit, ərazi*, nəşi, dərəcə*
by: tərəfindən, qarşı, görə, əleyhinə
prep: zamanı, nəticəsində, ərazisində, istiqamətində, yaxınlığında, içərisində, üzrə, arasında, sırasında
and: və, həmçinin, eləcə də, habelə, ilə yanaşı
break: ki, sonra, lakin, amma, ancaq, əgər, baxmayaraq, çünki, zaman, ona görə
report: bildirib, bildirir, deyib, dedi, açıqlayıb, məlumat verib, xəbər verir, iddia edib, iddia edir,
  ittiham edib, ittiham edir, görüşüb, görüşdü, bildirdi, söyləyib, qeyd edib, təsdiqləyib, tutulub, saxlanılıb,
  həbs olunub
clear: var, vardır, olub, edib, hazırda, artıq, dünən, bu gün, bunlardan, onlardan, isə, da, də, nəticədə,
  ümumilikdə, olmaqla, olaraq, ağır, yüngül, müxtəlif dərəcəli, hadisə nəticəsində, hadisə yerində, təəssüf ki,
  nəfərdir, keçinərək, vəziyyəti ağır
part: o cümlədən, onların arasında, aralarında, daxil olmaqla, həmçinin də, o sıradan
pronoun: o, onlar, onu, onun
deny: təkzib*, yalandır, həqiqətə uyğun deyil, yalan*, dezinformasiya*, inkar*, əsassız*, rədd ed*,
  gerçəyi əks etdirmir
notdeny: ittiham*, məsuliyyət*, iştirak*
total: ümumilikdə, ümumi, əvvəlindən, bəri, etibarən, müharibəsində, müharibəsi zamanı, günlük müharibə*,
  başlayandan, ötən müddətdə, ilin əvvəlindən, vətən müharibəsi*, ərzində
rise: keçdi, ötdü, çatıb, artıb, yüksəlib, çatdı, artdı, dəqiqləşdiril*, yüksəldi, ötüb, keçib
party: ordusundan, qüvvələrindən, tərəf, tərəfi, tərəfin, tərəfində, ordusu, ordusunun, silahlı, qüvvələri,
  qüvvələrinin, ordu, mn
freed: azad*, qaytar*, təhvil*, dəyişdir*, mübadilə*, verildi, geri, azadlığa, qayıt*, qayıd*
"""
