"""Dates and periods named in text: what is found in each language, and what is not."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from warn.core.dates import READ_LIMIT, read_dates
from warn.model.mention import DateMention, DateRole, Precision

PUBLISHED = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""A Friday."""
LENGTHS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


def told(mention: DateMention) -> str:
    """`until 2027-02-19`, `on 2025-11` (a month), `before P6M` (a period)."""
    if mention.day is None:
        return f"{mention.relation} {mention.period}"
    return f"{mention.role} {mention.day.isoformat()[: LENGTHS[mention.precision]]}"


def found(text: str, language: str = "", published: datetime | None = PUBLISHED) -> str:
    mentions = read_dates("", text, language=language, published=published)
    assert all(text[mention.start : mention.end] == mention.quote for mention in mentions)
    return ", ".join(told(mention) for mention in mentions)


ENGLISH = [
    ("The mission stays until 19 February 2027.", "until 2027-02-19"),
    ("Its mandate runs through Feb. 19, 2027, officials say", "until 2027-02-19"),
    ("Troops must go by the end of November 2025", "until 2025-11"),
    ("Talks open on 19 February", "on 2027-02-19"),
    ("Talks open on February 19th in Vienna", "on 2027-02-19"),
    ("The court sits on the 3rd of March 2027", "on 2027-03-03"),
    ("A vote is due in March", "on 2027-03"),
    ("Elections in June 2026 were postponed", "on 2026-06"),
    ("The bridge has been shut since 12 December 2022", "from 2022-12-12"),
    ("The ceasefire of 10 November 2020", "on 2020-11-10"),
    ("Nothing moves before 1 May", "before 2027-05-01"),
    ("No aid arrived after Sept 2, 2023", "after 2023-09-02"),
    ("Observers stay from 1 March to 5 May 2027", "from 2027-03-01, until 2027-05-05"),
    ("The road is shut from 10 to 12 May", "from 2027-05-10, until 2027-05-12"),
    ("Drills on May 10-12, 2027", "from 2027-05-10, until 2027-05-12"),
    ("Between 1 December and 5 January 2027 the pass is shut", "from 2026-12-01, until 2027-01-05"),
    ("The border opens from May to July", "from 2027-05, until 2027-07"),
    ("A new base is planned by 2030", "until 2030"),
    ("A treaty is expected in late 2027", "on 2027"),
    ("They meet on Friday, 19 February 2027, in Brussels", "on 2027-02-19"),
    ("A hearing is set for 2027-02-19.", "on 2027-02-19"),
    ("Signed 9.11.2020", "on 2020-11-09"),
    ("Filed on 02/19/2027", "on 2027-02-19"),
    ("Either side may object six months before the end", "before P6M"),
    ("At the latest 30 days after ratification", "after P30D"),
    ("The mission is extended for two more years", "for P2Y"),
    ("Renewed for another six months", "for P6M"),
    ("Renewed for a five-year term", "for P5Y"),
    ("Six months before 19 February 2027 they may object", "before P6M, on 2027-02-19"),
    ("Talks resume tomorrow", "on 2026-11-21"),
    ("Yesterday a convoy was turned back", "on 2026-11-19"),
    ("The deadline is next Friday", "on 2026-11-27"),
    ("Answer due by Monday", "until 2026-11-23"),
    ("Shelling on Wednesday killed two", "on 2026-11-18"),
    ("In May 19 people died", "on 2027-05"),
    ("Closed until May", "until 2027-05"),
]
NOT_ENGLISH = [
    "The army may close the road",
    "At least 19 may have died",
    "At Least 19 May Have Died",
    "Thousands march 5 km to the border",
    "Protesters March On Parliament",
    "Theresa May resigned",
    "After May resigned, talks stopped",
    "They lost 3-1 at home",
    "In the years after the 2020 war",
    "Villages built in the 1990s",
    "Call +374 10 11 2025",
    "The T-72 March past",
    "From 2000 soldiers to 2100 soldiers",
    "In 2000 people fled",
    "USA Today reports",
    "Firing went on at 19:25 and 20.10",
    "Version 10.11.2025.3 is out",
    "Resolution 2025 of the assembly",
    "Two years ago he left",
    "A two-year-old child",
    "A rally on Black Friday",
    "Paid $2025 in fines",
    "Signed on 12/34/2025",
]
RUSSIAN = [
    ("Мандат действует до 19 февраля 2027 года", "until 2027-02-19"),
    ("Срок мандата истекает в ноябре 2025 года", "on 2025-11"),
    ("Дорогу закроют с 1 марта по 5 мая", "from 2027-03-01, until 2027-05-05"),
    ("Учения идут с 1 по 5 мая 2027 г.", "from 2027-05-01, until 2027-05-05"),
    ("Заявление от 10 ноября 2020 года", "on 2020-11-10"),
    ("Переговоры пройдут 19 февраля", "on 2027-02-19"),
    ("Уйдут к концу ноября 2025 года", "until 2025-11"),
    ("Вернутся до конца марта", "until 2027-03"),
    ("Наблюдатели останутся до 2027 года", "until 2027"),
    ("Выборы пройдут в 2028 году", "on 2028"),
    ("С 2020 года там стоят посты", "from 2020"),
    ("После 2025-го их не будет", "after 2025"),
    ("Договор подписан 10.11.2025 г.", "on 2025-11-10"),
    ("Ответ нужен не позднее 2 декабря", "until 2026-12-02"),
    ("Начиная с 5 янв. 2027 движение открыто", "from 2027-01-05"),
    ("Ни одна колонна не прошла после 15 июня 2023", "after 2023-06-15"),
    ("В начале мая ждут визита", "on 2027-05"),
    ("Сторона вправе возразить за шесть месяцев до окончания срока", "before P6M"),
    ("Не позже чем за 6 месяцев до истечения", "before P6M"),
    ("Через два года после подписания", "after P2Y"),
    ("Миссию продлили на два года", "for P2Y"),
    ("Срок продлён ещё на полгода", "for P6M"),
    ("Соглашение сроком на 5 лет", "for P5Y"),
    ("Пост открыли на год", "for P1Y"),
    ("Завтра приедет комиссия", "on 2026-11-21"),
    ("Вчера обстреляли село", "on 2026-11-19"),
    ("Встреча в следующую пятницу", "on 2026-11-27"),
    ("Во вторник дорогу открыли", "on 2026-11-17"),
    ("Ждут до понедельника", "until 2026-11-23"),
    ("1-го мая границу откроют", "on 2027-05-01"),
    ("19 ФЕВРАЛЯ 2027 ГОДА ИСТЕКАЕТ МАНДАТ", "on 2027-02-19"),
]
NOT_RUSSIAN = [
    "После войны 2020 года посты ушли",
    "Марта Иванова приехала в Шушу",
    "Счёт 3-1 в пользу гостей",
    "Сёла 1990-х годов",
    "Звоните 8 (495) 10-11-20",
    "Погибли 2020 человек",
    "Обстрел начался в 19.25",
    "В 2000 домах нет света",
    "Два года назад он уехал",
    "Он на два года старше",
    "Майя и Августина приехали",
    "Переход 2025 открыт",
    "Дальность 5 км, 12 машин",
]
ARMENIAN = [
    ("Մանդատը գործում է մինչև 2027 թվականի փետրվարի 19-ը", "until 2027-02-19"),
    ("Ժամկետը լրանում է 2025թ. նոյեմբերին", "on 2025-11"),
    ("Հայտարարությունը 2020 թվականի նոյեմբերի 9-ին", "on 2020-11-09"),
    ("Բանակցությունները կլինեն փետրվարի 19-ին", "on 2027-02-19"),
    ("Ճանապարհը փակ է մայիսի 5-ից", "from 2027-05-05"),
    ("Մարտի 1-ից մինչև մայիսի 5-ը ճանապարհը փակ է", "from 2027-03-01, until 2027-05-05"),
    ("2025 թվականի մարտին կլինի քվեարկություն", "on 2025-03"),
    ("Մարտ ամսին կլինի քվեարկություն", "on 2027-03"),
    ("Մինչև նոյեմբերի վերջ կհեռանան", "until 2026-11"),
    ("Նոյեմբերի վերջին կհեռանան", "on 2026-11"),
    ("Դիտորդները կմնան մինչև 2027 թվականը", "until 2027"),
    ("Ընտրությունները 2028 թվականին են", "on 2028"),
    ("2020-ից սկսած այնտեղ անցակետ կա", "from 2020"),
    ("2020 թվականից հետո այնտեղ անցակետ կա", "after 2020"),
    ("Ստորագրվել է 10.11.2025թ.", "on 2025-11-10"),
    ("Պատասխանը պետք է լինի դեկտեմբերի 2-ից առաջ", "before 2026-12-02"),
    ("Մինչեւ հունվարի 5-ը", "until 2027-01-05"),
    ("Ապրիլին կլինի այց", "on 2027-04"),
    ("Ավարտից վեց ամիս առաջ կարող են առարկել", "before P6M"),
    ("Ստորագրումից երկու տարի հետո", "after P2Y"),
    ("Առաքելությունը երկարաձգվել է երկու տարով", "for P2Y"),
    ("Երկարաձգվել է ևս վեց ամսով", "for P6M"),
    ("Հինգ տարի ժամկետով", "for P5Y"),
    ("Վաղը կգա հանձնաժողովը", "on 2026-11-21"),
    ("Երեկ գնդակոծվել է գյուղը", "on 2026-11-19"),
    ("Ուրբաթ օրը կհանդիպեն", "on 2026-11-20"),
    ("Մինչեւ երկուշաբթի կսպասեն", "until 2026-11-23"),
]
NOT_ARMENIAN = [
    "Մարտը շարունակվում է",
    "Մարտի 5 մասնակից զոհվել է",
    "Մարտին մասնակցել է մեկ գումարտակ",
    "2020 թվականի պատերազմից հետո",
    "Հաշիվը 3-1 է",
    "1990-ականներին այնտեղ գյուղ կար",
    "Զանգել 010 11 20 25",
    "Վեց ամիս առաջ նա հեռացավ",
    "2000 մարդ տեղահանվել է",
    "Կրակոցները սկսվել են 19:25-ին",
    "Երեկոյան ճանապարհը փակ էր",
    "Նոյեմբերի դեպքերը",
]
AZERBAIJANI = [
    ("Mandat 2027-ci il fevralın 19-dək qüvvədədir", "until 2027-02-19"),
    ("Mandat 19 fevral 2027-ci ilə qədər qüvvədədir", "until 2027-02-19"),
    ("Müddət 2025-ci ilin noyabrında bitir", "on 2025-11"),
    ("10 noyabr 2020-ci il tarixli bəyanat", "on 2020-11-10"),
    ("Görüş fevralın 19-da olacaq", "on 2027-02-19"),
    ("Yol martın 1-dən mayın 5-dək bağlıdır", "from 2027-03-01, until 2027-05-05"),
    ("Yol mayın 5-nə qədər bağlı qalacaq", "until 2027-05-05"),
    ("Noyabrda səfər gözlənilir", "on 2026-11"),
    ("May ayında səfər gözlənilir", "on 2027-05"),
    ("Noyabrın sonuna qədər çıxacaqlar", "until 2026-11"),
    ("2025-ci ilin sonunadək çıxacaqlar", "until 2025"),
    ("Seçkilər 2028-ci ildə keçiriləcək", "on 2028"),
    ("Müşahidəçilər 2027-ci ilədək qalacaqlar", "until 2027"),
    ("2020-ci ildən bəri orada post var", "from 2020"),
    ("2025-ci ildən sonra orada olmayacaqlar", "after 2025"),
    ("Sənəd 10.11.2025-ci il tarixində imzalanıb", "on 2025-11-10"),
    ("Cavab dekabrın 2-dən əvvəl verilməlidir", "before 2026-12-02"),
    ("Yanvarın 5-dən etibarən keçid açılır", "from 2027-01-05"),
    ("Müddətin bitməsindən altı ay əvvəl etiraz edə bilər", "before P6M"),
    ("İmzalanmasından iki il sonra", "after P2Y"),
    ("Missiya iki il müddətinə uzadılıb", "for P2Y"),
    ("Missiya daha 6 ay müddətinə uzadılıb", "for P6M"),
    ("Beş illik müddətə razılıq verilib", "for P5Y"),
    ("Sabah komissiya gələcək", "on 2026-11-21"),
    ("Dünən kənd atəşə tutulub", "on 2026-11-19"),
    ("Cümə günü görüşəcəklər", "on 2026-11-20"),
    ("Bazar ertəsi gününə qədər gözləyirlər", "until 2026-11-23"),
    ("19 FEVRAL 2027-Cİ İLƏDƏK", "until 2027-02-19"),
]
NOT_AZERBAIJANI = [
    "2020-ci il müharibəsindən sonra kəndlər",
    "Hesab 3-1 oldu, səfər uğurludur",
    "1990-cı illərdə tikilmiş məktəb",
    "2000-dən çox əsgər köçürülüb",
    "2000 nəfərə qədər köçkün",
    "Altı ay əvvəl o getdi, dedilər",
    "Atəş saat 19:25-də başlayıb, dedilər",
    "Əlaqə: +994 12 10 11 20",
    "Bazarda ət bahalaşıb",
    "Noyabr hadisələri və Mayıl Əliyev",
]
TURKISH = [
    ("Görev süresi 19 Şubat 2027'ye kadar uzatıldı", "until 2027-02-19"),
    ("Süre Kasım 2025'te doluyor", "on 2025-11"),
    ("10 Kasım 2020 tarihli bildiri", "on 2020-11-10"),
    ("Görüşme 19 Şubat'ta yapılacak", "on 2027-02-19"),
    ("Yol 1 Mart'tan 5 Mayıs'a kadar kapalı", "from 2027-03-01, until 2027-05-05"),
    ("Tatbikat 10-12 Mayıs 2027'de yapılacak", "from 2027-05-10, until 2027-05-12"),
    ("Mayıs ayında ziyaret bekleniyor", "on 2027-05"),
    ("2025 yılının Kasım ayında çekilecekler", "on 2025-11"),
    ("Kasım sonuna kadar çekilecekler", "until 2026-11"),
    ("2025 yılı sonuna kadar çekilecekler", "until 2025"),
    ("Seçim 2028'de yapılacak", "on 2028"),
    ("Gözlemciler 2027'ye kadar kalacak", "until 2027"),
    ("2020'den beri orada karakol var", "from 2020"),
    ("2025 yılından sonra orada olmayacaklar", "after 2025"),
    ("Belge 10.11.2025 tarihinde imzalandı", "on 2025-11-10"),
    ("Yanıt 2 Aralık'tan önce verilmeli", "before 2026-12-02"),
    ("5 Ocak'tan itibaren geçiş açık", "from 2027-01-05"),
    ("Ekim ayında toplanacaklar, başkan açıkladı", "on 2026-10"),
    ("Sürenin bitiminden altı ay önce itiraz edebilir", "before P6M"),
    ("İmzadan iki yıl sonra", "after P2Y"),
    ("Görev iki yıl süreyle uzatıldı", "for P2Y"),
    ("Görev bir yıl daha uzatıldı", "for P1Y"),
    ("Altı aylığına görevlendirildi", "for P6M"),
    ("Yarın heyet gelecek", "on 2026-11-21"),
    ("Dün köy bombalandı", "on 2026-11-19"),
    ("Cuma günü görüşecekler", "on 2026-11-20"),
    ("Pazartesi gününe kadar bekleyecekler", "until 2026-11-23"),
]
NOT_TURKISH = [
    "2020 savaşından sonra köyler boşaldı",
    "Maç 3-1 bitti, tribün karıştı",
    "1990'larda yapılmış okul, açıkladı",
    "2000'den fazla asker sevk edildi, açıkladı",
    "2000 kişiye kadar sığınmacı",
    "Altı ay önce ayrıldı",
    "Ateş saat 19.25'te başladı",
    "Aralık verilen kapıdan girdiler",
    "Evin ocağı yandı, ocakta yemek vardı",
    "Telefon 0212 10 11 20 25, açıkladı",
    "Pazarda fiyatlar arttı",
    "Sabah saatlerinde çatışma çıktı",
]
FRENCH = [
    ("Le mandat court jusqu'au 19 février 2027", "until 2027-02-19"),
    ("Le mandat expire en novembre 2025", "on 2025-11"),
    ("Réunion le 1er mars", "on 2027-03-01"),
    ("La déclaration du 10 novembre 2020", "on 2020-11-10"),
    ("La route sera fermée du 1er mars au 5 mai", "from 2027-03-01, until 2027-05-05"),
    ("Les manœuvres ont lieu du 10 au 12 mai 2027", "from 2027-05-10, until 2027-05-12"),
    ("Entre le 1er mars et le 5 mai 2027", "from 2027-03-01, until 2027-05-05"),
    ("Ils partiront d'ici la fin novembre 2025", "until 2025-11"),
    ("Ils partiront fin mars", "until 2027-03"),
    ("Un vote est attendu au mois d'avril", "on 2027-04"),
    ("Les élections auront lieu en 2028", "on 2028"),
    ("Les observateurs restent jusqu'en 2027", "until 2027"),
    ("Depuis 2020, un poste y est installé", "from 2020"),
    ("Rien ne bougera avant le 2 décembre", "before 2026-12-02"),
    ("Après le 15 juin 2023 aucun convoi n'est passé", "after 2023-06-15"),
    ("À partir du 5 janvier la frontière est ouverte", "from 2027-01-05"),
    ("Réponse au plus tard le 2 décembre", "until 2026-12-02"),
    ("Signé le 10/11/2025", "on 2025-11-10"),
    ("Chaque partie peut s'y opposer six mois avant l'échéance", "before P6M"),
    ("Deux ans après la signature", "after P2Y"),
    ("La mission est prolongée de deux ans", "for P2Y"),
    ("Un accord pour une durée de cinq ans", "for P5Y"),
    ("Prolongé pour six mois", "for P6M"),
    ("Reconduite pour deux nouvelles années", "for P2Y"),
    ("Demain une commission sera là", "on 2026-11-21"),
    ("Aujourd'hui la route est fermée", "on 2026-11-20"),
    ("Les pourparlers reprennent vendredi prochain", "on 2026-11-27"),
    ("Une réponse est attendue d'ici lundi", "until 2026-11-23"),
    ("Le village a été bombardé mercredi", "on 2026-11-18"),
]
NOT_FRENCH = [
    "Depuis la guerre de 2020, le village est vide",
    "La sonde est arrivée sur Mars",
    "Le score est de 3-1",
    "Dans les années 1990, le village fut détruit",
    "Appelez le 01 10 11 20 25",
    "Un enfant de deux ans est blessé",
    "En 2000 personnes, pas une n'est restée",
    "Le marché ouvre le vendredi",
    "Le Vendredi saint, la route est calme",
    "Il y a deux ans, il est parti",
    "Les tirs ont commencé à 19h25, le village est touché",
]

POSITIVES = {
    "en": ENGLISH,
    "ru": RUSSIAN,
    "hy": ARMENIAN,
    "az": AZERBAIJANI,
    "tr": TURKISH,
    "fr": FRENCH,
}
NEGATIVES = {
    "en": NOT_ENGLISH,
    "ru": NOT_RUSSIAN,
    "hy": NOT_ARMENIAN,
    "az": NOT_AZERBAIJANI,
    "tr": NOT_TURKISH,
    "fr": NOT_FRENCH,
}


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "undeclared"])
@pytest.mark.parametrize(
    ("language", "text", "expected"), [(code, *case) for code, cases in POSITIVES.items() for case in cases]
)
def test_found(language: str, text: str, expected: str, declared: bool) -> None:
    assert found(text, language if declared else "") == expected


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "undeclared"])
@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in NEGATIVES.items() for text in texts])
def test_not_found(language: str, text: str, declared: bool) -> None:
    assert found(text, language if declared else "") == ""


def test_a_mention_says_where_it_stands() -> None:
    title = "Mandate ends in November 2025"
    summary = "It was «extended» until 19\u00a0February 2027."
    first, second = read_dates(title, summary, language="en")
    assert (first.field, first.quote, first.precision) == ("title", "in November 2025", Precision.MONTH)
    assert second == DateMention(
        quote="until 19\u00a0February 2027",
        field="summary",
        start=18,
        end=40,
        role=DateRole.UNTIL,
        day=datetime(2027, 2, 19).date(),
        precision=Precision.DAY,
    )


def test_a_period_has_no_day() -> None:
    (mention,) = read_dates("", "Հիմնավորվել է վեց ամսով", language="hy", published=PUBLISHED)
    assert (mention.day, mention.period, mention.relation) == (None, "P6M", "for")
    assert (mention.role, mention.precision) == (DateRole.UNTIL, Precision.MONTH)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Talks open on 19 February", "en"),
        ("Вернутся завтра", "ru"),
        ("Closed until May", "en"),
        ("D'ici lundi", "fr"),
        ("Cuma günü", "tr"),
    ],
)
def test_what_hangs_on_the_day_of_publication_needs_it(text: str, language: str) -> None:
    assert found(text, language) != ""
    assert found(text, language, published=None) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 22 May they met", "on 2026-05-22"),  # 182 days ago, 183 to come
        ("On 21 May they met", "on 2027-05-21"),
        ("On 20 November they met", "on 2026-11-20"),
        ("Until 19 November", "until 2027-11-19"),
        ("Until 20 November", "until 2026-11-20"),
        ("Until November", "until 2026-11"),
        ("Since 21 November", "from 2025-11-21"),
        ("Since Saturday", "from 2026-11-14"),
        ("Last November they met", "on 2025-11"),
        ("Next November they meet", "on 2027-11"),
        ("On 29 February they meet", "on 2028-02-29"),
    ],
)
def test_the_year_that_is_not_said(text: str, expected: str) -> None:
    assert found(text, "en") == expected


def test_a_publisher_beyond_utc() -> None:
    late = datetime(2026, 12, 31, 23, 30, tzinfo=timezone(timedelta(hours=4)))
    assert found("They meet tomorrow", "en", late) == "on 2027-01-01"


@pytest.mark.parametrize("year", ["1899", "2201", "0000", "9999", "02027", "٢٠٢٧", "²⁰²⁷"])
def test_years_out_of_range(year: str) -> None:
    assert found(f"Signed on 9 May {year}", "en", None) == ""
    assert found(f"Until {year}", "en", None) == ""
    assert found(f"09.05.{year}", "en", None) == ""


@pytest.mark.parametrize("published", [datetime.min, datetime.max, datetime(1900, 1, 1), datetime(2200, 12, 31)])
def test_odd_clocks(published: datetime) -> None:
    for text in ("Yesterday", "Tomorrow", "Next Monday", "Last Monday", "On 1 January", "Since 31 December"):
        for mention in read_dates(text, "", language="en", published=published):
            assert mention.day is not None
            assert 1900 <= mention.day.year <= 2200


def test_a_date_is_read_once() -> None:
    assert found("С 1 марта по 5 мая 2025 года, затем до 2027 года", "ru") == (
        "from 2025-03-01, until 2025-05-05, until 2027"
    )


def test_the_language_of_the_text_decides_before_that_of_other_words() -> None:
    assert found("sabah", "az") == "on 2026-11-21"
    assert found("sabah", "tr") == ""
    assert found("Mandat 19 Şubat 2027'ye kadar", "en") == "until 2027-02-19"
    assert found("Мандат истекает 19 февраля", "xx-YY") == "on 2027-02-19"


def test_nothing_joins_across_a_sentence_or_a_line() -> None:
    assert found("It opens in May. 19 people died", "en") == "on 2027-05"
    assert found("Killed: 5\nMay is over", "en") == ""
    assert found("Killed 5, May 3 was worse", "en") == "on 2027-05-03"


WORDS = st.sampled_from(
    [word for cases in POSITIVES.values() for text, _ in cases for word in text.split()]
    + ["19", "2027", "05", ".", ",", "-", "'", "-dək", "թ.", "1-го", "2025թ", "10.11.2025"]
    + ["՞", "İ", "ı", "\u0301", "\u00ad", "\u2028", "\u1680", "\n"]
)


@given(
    st.lists(WORDS, max_size=30).map(" ".join) | st.lists(WORDS, max_size=30).map("".join) | st.text(max_size=80),
    st.sampled_from(["", "en", "az", "tr-TR", "fr", "hy", "ru", "_"]),
    st.none() | st.datetimes(),
)
@example("2025թ.\u00ad-ին", "", None)
@example("\ud800 19 May 2027", "", None)
@settings(max_examples=300)
def test_never_raises_and_quotes_what_is_there(text: str, language: str, published: datetime | None) -> None:
    mentions = read_dates(text, text, language=language, published=published)
    assert [mention.field for mention in mentions] == sorted((m.field for m in mentions), reverse=True)
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.quote
        assert (mention.day is None) == (mention.period != "")
        assert mention.day is None or 1900 <= mention.day.year <= 2200


HOSTILE = [
    "1",
    "1 ",
    "2025 ",
    "10.11.2025 ",
    "10.11.",
    "may 1 ",
    "1 May 2025 ",
    "May ",
    "1 мая ",
    "до конца мая ",
    "с 1 по ",
    "2025 թ. մայիսի ",
    "2027-ci il ",
    "for a further ",
    "два года ",
    "the end of the end of May ",
    "on Friday, ",
    "1-",
    "п\u0301",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    spent = []
    for _ in range(5):
        begin = time.perf_counter()
        mentions = read_dates("", text, published=PUBLISHED)
        spent.append(time.perf_counter() - begin)
    assert min(spent) < 0.05
    assert all(mention.end <= READ_LIMIT for mention in mentions)


def test_no_half_date_at_a_cut() -> None:
    for length in range(READ_LIMIT - 30, READ_LIMIT + 1):
        text = "x" * length + " until 19 February 2027 and so on"
        assert found(text, "en") in ("", "until 2027-02-19")
