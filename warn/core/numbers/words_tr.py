"""Turkish words of numbers and tolls; lexicon.py says what each line means."""

_UNITS = ("bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz")
_TENS = ("on", "yirmi", "otuz", "kırk", "elli", "altmış", "yetmiş", "seksen", "doksan")
_COMPOUNDS = "\n".join(
    f"num.{10 * ten + unit}: {one_ten}{one_unit}"
    for ten, one_ten in enumerate(_TENS, start=1)
    for unit, one_unit in enumerate(_UNITS, start=1)
)

LINES = f"""
thing.body: ceset*, cenaze*, naaş*
clear.subset: bunlardan, onlardan
num.2.both: her ikisi, her iki, ikisi de
num.1500: bin beş yüz, bir buçuk bin
num.1500000: bir buçuk milyon, bir buçuk milyonu
num.1: bir, biri, birinin, birini
num.2: iki, ikisi, ikisinin, ikisini
num.3: üç, üçü, üçünün, üçünü
num.4: dört, dördü, dördünün, dördünü
num.5: beş, beşi, beşinin
num.6: altı, altısı
num.7: yedi, yedisi
num.8: sekiz, sekizi
num.9: dokuz, dokuzu
num.10: on, onu
num.20: yirmi, yirmisi
num.30: otuz, otuzu
num.40: kırk
num.50: elli
num.60: altmış
num.70: yetmiş
num.80: seksen
num.90: doksan
{_COMPOUNDS}
num.12: bir düzine
scale.100: yüz, yüzden, yüzü
scale.1000: bin, bini, bine, binden, binin
scale.1000000: milyon, mln
scale.1000000000: milyar
vague.20: onlarca
vague.200: yüzlerce
vague.2000: binlerce
vague.20000: on binlerce
vague.200000: yüz binlerce
vague.2: birkaç, bir kaç
unsaid: çok sayıda, birçok, bazı, tüm, bütün, çoğu, pek çok
min: en az, asgari, en azından
max: en fazla, en çok
about: yaklaşık, takriben, ortalama, toplam, yalnızca, sadece, tam, neredeyse, daha
after.over: ten fazla, tan fazla, den fazla, dan fazla, ü aşkın, i aşkın, ı aşkın, u aşkın, yi aşkın, yı aşkın,
  aşkın, fazla, nin üzerinde, ın üzerinde, in üzerinde, ün üzerinde, un üzerinde, üzerinde
after.max: e kadar, a kadar, ye kadar, ya kadar, kadar
after.about: e yakın, a yakın, ye yakın, ya yakın, yakın
after.min: ve üzeri, veya daha fazla
range: ila
range.and: ile
range.and: veya, ya da
place: den, dan, ten, tan, de, da, te, ta
suffix: dir, dır, dur, dür, tir, tır, tur, tür, i, ı, u, ü, si, sı, su, sü, nin, nın, nun, nün, in, ın,
  un, ün, e, a, ye, ya, den, dan, ten, tan, de, da,
  te, ta, yi, yı, yu, yü, ini, ını, ünü
ordinal: inci, ıncı, uncu, üncü, nci, ncı, ncu, ncü, yaşındaki, yaşında, günlük, yıllık

person.soldier.one: sabotajcı, uzman onbaşı, üstçavuş, korgeneral
person.soldier.one: asker, askeri, er, subay, subayı, astsubay, uzman çavuş, sözleşmeli er, üsteğmen, teğmen,
  yüzbaşı, binbaşı, albay, çavuş, onbaşı, mehmetçik, savaşçı, sınır muhafızı, militan, terörist, komando,
  bordo bereli, korucu, güvenlik korucusu, jandarma, yedek asker, gönüllü, askerimiz
person.soldier.obl: askerin, askerinin, subayın, astsubayın, askerini, askere, teröristi, teröristin, savaşçının
person.soldier.many: sabotajcılar*
person.soldier.many: askerler*, askerleri*, subaylar*, savaşçılar*, teröristler*, militanlar*, sınır muhafızları*,
  mehmetçikler*, gönüllüler*, birlikler*, kuvvetler*, yedekler*
person.police.one: polis, polisi, polis memuru, emniyet görevlisi
person.police.obl: polisin, polis memurunun
person.police.many: polisler*, polis memurları*
person.civilian.one: sivil, sivili, sivil vatandaş, köylü, çoban, çiftçi, sakini
person.civilian.obl: sivilin, sivil vatandaşın
person.civilian.many: siviller*, sivil halk*, köylüler*, sakinleri*, sivil vatandaşlar*
person.child.one: çocuk, çocuğu, bebek, genç kız, öğrenci
person.child.obl: çocuğun, bebeğin
person.child.many: çocuklar*, bebekler*, öğrenciler*
person.peacekeeper.one: barış gücü askeri, barış gücü mensubu, barış gücü görevlisi
person.peacekeeper.obl: barış gücü askerinin
person.peacekeeper.many: barış gücü askerleri*
person.aid worker.one: kızılhaç şoförü, kızılhaç görevlisi, kızılhaç personeli, icrc şoförü, kızılhaç sürücüsü
person.aid worker.one: yardım görevlisi, yardım çalışanı, insani yardım çalışanı, kızılhaç çalışanı,
  kızılay görevlisi, insani yardım görevlisi
person.aid worker.many: yardım görevlileri*, yardım çalışanları*
person.journalist.one: gazeteci, muhabir, kameraman, basın mensubu, gazeteciyi
person.journalist.obl: gazetecinin
person.journalist.many: gazeteciler*, muhabirler*
person..one: baba, anne, annesi, memur, memuru, avukat, imam, rahip, öğretmen, balıkçı, yönetici, yöneticisi, hasta,
  elçi, büyükelçi, itfaiyeci, teknisyen, elektrikçi, işçisi, muhtar, oğlu, oğul, kız
person..one: kişi, kişinin, kişiyi, kişiden, insan, vatandaş, vatandaşı, kadın, erkek, sürücü, şoför, doktor, işçi,
  görevli, personel, komutan, komutanı, general, bakan, bakanı, başkan, başkanı, cumhurbaşkanı, milletvekili, üyesi,
  yolcu, pilot, oğlu, babası, kardeşi, rehine, turist, mühendis, göçmen, saldırgan, kişiye, hemşire, adam
person..obl: vatandaşın, kadının, sürücünün, komutanın, insanın
person..folk: ermeni, ermeniler*, ermeniyi, ermeninin, ermenisi, azerbaycanlı, azerbaycanlılar*, karabağ ermenisi
person..many: memurlar*, öğretmenler*, yöneticiler*, hastalar*
person..many: insanlar*, kişiler*, vatandaşlar*, kadınlar*, erkekler*, işçiler*, görevliler*, yolcular*, rehineler*,
  bakanlar, milletvekilleri*, göçmenler*
who.civilian: sivil
who.soldier: askeri, silahlı
adj: i, u, ü, yi, yu, yü, e, a, ye, ya, in, un, ün, nin, nun, nün, diğer, başka, genç, ağır, hafif, yerli, zorla,
  güvenlik, öz, daha

out.killed.left: kurban, şehit verdik, can verdiği*, şehidin, şehit sayısını, yitirdik, öldürülmesine,
  hayatını kaybettiğini, hayatını kaybetti, şehidimiz
out.killed.left: öldü, öldüler, öldüğü*, ölmüş*, ölen*, ölümü*, ölüm, ölü, ölüsü, ölmesi*, öldürüldü, öldürülen*,
  öldürülmüş*, öldürülmesi*, öldürüldüğü*, öldürdü, öldürdüğü*, öldürdüler, öldürmüş*, şehit oldu, şehit olan*,
  şehit olmuş*, şehit olduğu*, şehit düştü, şehit düşen*, şehit düştüğü*, şehit verdi, şehit verildi, şehit,
  şehidimiz, şehitler, şehit edildi, hayatını kaybetti, hayatını kaybeden*, hayatını kaybetmiş*,
  hayatını kaybettiği*, hayatını kaybetmesi*, yaşamını yitirdi, yaşamını yitiren*, yaşamını yitirmiş*,
  yaşamını yitirdiği*, hayatını yitirdi, hayatını yitiren*, canını kaybetti, can verdi, can veren*, katledildi,
  katledilen*, katletti, vefat etti, vefat eden*, can kaybına, etkisiz hale getirildi, öldürülerek,
  can kaybı yaşandı, ölümüne, infaz edildi
out.victim.left: can kaybı, kayıp verdi, can kaybının
count: sayısı, sayısını, sayısının, sayısı da
toll.displaced: göç edenlerin sayısı, terk edenlerin sayısı, kaçanların sayısı, gelenlerin sayısı,
  mültecilerin sayısı, mülteci sayısı, geçenlerin sayısı
toll.killed: can kaybı sayısı
out.wounded.near: hastanede
out.wounded.left: hastaneye kaldırıldı, hastaneye kaldırılan*, hastaneye sevk edildi, hastaneye götürüldü,
  tedavi altına alındı
out.wounded.left: yaralandı, yaralandılar, yaralanan*, yaralanmış*, yaralandığı*, yaralanması*, yaralı, yaralısı,
  yaralılar, yaraladı, yaralayan, yara aldı, yaralı var, yaralı kurtuldu, yaralanmasına, yaralı olarak, yaralıyı,
  yaralının, mayına bastı
out.casualty.noun: kaybı, kaybımız, kayıplarımız, zayiat, kayıpları, zayiatı
out.loss.left: kayıp vermedi, zayiat, kaybı
out.missing.left: haber alınamıyor, haber alınamadı
out.missing.left: kayıp, kayboldu, kaybolan*, kaybolmuş*, kayıp olduğu*, kayıplara karıştı, haber alınamıyor,
  haber alınamayan*, kayıplar
out.captured.left: esir tutuluyor, esir, savaş esiri, esiri, esir tutulan*, rehin tutuluyor, esir aldılar, esir ediliyor
out.captured.left: esir alındı, esir alınan*, esir alınmış*, esir aldı, esir aldığı*, esir alındığı*, esir düştü,
  esir düşen*, esir düşmüş*, esir edildi, rehin alındı, rehin aldı, rehin alınan*, kaçırıldı, kaçırılan*,
  tutsak edildi, ele geçirilen esir, esir alarak
out.detained.left: tutuklandı, tutuklanan*, tutuklandılar, gözaltına alındı, gözaltına alınan*, gözaltına aldı,
  yakalandı, yakalanan*, ele geçirildi, alıkonuldu, alıkonulan*, alıkoydu, götürüldü, tutuklanması*, tutukladı
out.displaced.noun: mülteci, mülteciler, sığınmacı, sığınmacılar, yerinden edilmiş, yerinden edilmiş kişi,
  göçmen zorunlu, yerinden edilmiş insan
out.displaced.left: yerinden edildi, yerinden edilen*, yerinden oldu, yerlerinden edildi, evlerini terk etti,
  evlerini terk etmek zorunda kaldı, evsiz kaldı, göç etmek zorunda kaldı, göç etti, kaçtı, zorla yerinden edildi,
  tahliye edilmek zorunda, evinden oldu, yurdundan oldu, yerinden edilmesine
move: tahliye edildi, tahliye ediliyor, tahliye edilen*, terk ediyor, terk ettiler, geldiler, göçtü, sığınan*, geçenler,
  kaçtılar, ayrılan*
move: terk etti, terk eden*, ayrıldı, geldi, geçti, giriş yaptı, ulaştı, sığındı, sınırı geçti, terk ettiği*

nobody: kimse, hiç kimse, hiçbir, hiçbiri
no: hiç, ne, herhangi bir
none: yok, yoktu, yoktur, olmadı, yaşanmadı, bulunmuyor, bulunmadı, meydana gelmedi, bildirilmedi, olmadığı,
  olmamış*, yaşanmadığı*, vermedi, rastlanmadı, yaşanmamış*, bulunmadığı*, bulunmamakta*
not: değil, az kalsın, neredeyse
unout.killed.left: ölmedi, öldürülmedi, hayatını kaybetmedi, şehit olmadı, ölmediği*
unout.wounded.left: yaralanmadı, zarar görmedi, yaralanmadığı*
hearsay: bilgi, bilgisi, haber, rapor, tehlikesi, riski, endişesi
modal: olabilir, edebilir
thing.owned: aracı, aracına, aracının, arabası, arabasına, otobüsü, kamyonu, karakolu, karakoluna, mevzisi, mevzileri,
  mevzilerine, evi, evine, traktörü, üssü, konvoyu, birliği, otomobili, minibüsü
thing.crossing: kontrol noktası*, geçiş noktası*, sınır kapısı*, laçın post*, laçın kontrol*
home: protesto, protestosu*, protestoda, gösteride, gösterisi*, uyuşturucu*, kaçakçı*, rüşvet*, yolsuzluk*,
  muhalif*, muhalefet*, miting*
thing: yıl, yılda, yılın, yılı, yıllık, yaş, yaşında, yaşındaki, yaşlarında, ay, ayda, ayın, hafta*, gün, günde,
  günlük, gündür, saat*, dakika*, saniye*, km, kilometre*, metre*, yüzde, dolar*, avro, euro, lira*, ruble*, tank*,
  iha*, siha*, dron*, insansız*, füze*, roket*, mermi*, atış*, araç*, aracı, aracın, otomobil*, kamyon*, otobüs*,
  uçak*, uçağı, helikopter*, ev, evi, evin, evler*, bina*, köy, köyü, köyler*, köyün, şehir, şehri, kent, ilçe*,
  mevzi*, karakol*, nokta*, noktası, tepe*, üs, ton, kg, litre*, hektar*, savaş, savaşı, savaşta, olay*, saldırı*,
  patlama*, bomba*, mayın*, koyun*, inek*, köpek*, hayvan*, kuş*, kez, kere, gol, puan*, maç*, sandalye*, oy, oyla,
  okul*, hastane*, kilise*, köprü*, gemi*, ocak, şubat*, mart, martta, nisan*, mayıs*, haziran*, temmuz*, ağustos*,
  eylül*, ekim, ekimde, kasım*, aralık*, aile, ailenin, grup*, ülke*, taraf, madde*, silah*, adet, tüfek*, ceset*,
  cenaze*, naaş*, derece*, büyüklüğünde, ayrı
by: tarafından, karşı, göre, nedeniyle, tarafınca
prep: sırasında, sonucu, sonucunda, yakınında, bölgesinde, yakınlarında, içinde, üzerine, arasında, çatışmada,
  esnasında
and: ve, ile birlikte, ayrıca, hem de
break: sonra, ancak, fakat, ama, ki, iken, rağmen, çünkü, eğer, ardından
report: bildirdi, açıkladı, açıklandı, dedi, söyledi, duyurdu, iddia etti, suçladı, görüştü, belirtti, ifade etti,
  aktardı, açıklamasında, kınadı, ziyaret etti, tutuklandı, gözaltına alındı
clear: var, vardı, oldu, olduğu, bildirildi, de, da, şu ana kadar, dün, bugün, onlardan, bunlardan, ise, olarak,
  hafif, ağır, olay yerinde, kaldırıldığı hastanede, olan, maalesef, gece, sabah, ne yazık ki, kurtarılamayarak,
  açıklandı, duyuruldu
part: aralarında, dahil, dahil olmak üzere, bunların, içlerinde, arasında
pronoun: o, onlar, onu, onun
deny: yalanla*, asılsız*, gerçeği yansıtmıyor, doğru değil, reddet*, reddedi*, yalan, dezenformasyon*, inkar*,
  gerçek dışı*
notdeny: suçla*, sorumlul*, iddialarını
total: toplam, toplamda, başından, bu yana, beri, itibaren, savaşında, savaşı sırasında, günlük savaş*, yılbaşından,
  boyunca, bugüne kadar
rise: yükseldi, çıktı, arttı, ulaştı, artarak, yükselerek, güncellendi, aştı, yükseliyor
party: ordusundan, güçlerinden, taraf, tarafı, tarafında, tarafının, ordusu, ordusunun, silahlı, kuvvetleri,
  ordusuna, güçleri
freed: serbest*, iade*, teslim*, takas*, geri, değişim*, kurtarıldı, salıverildi
"""
