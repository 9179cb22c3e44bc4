"""The shipped guards in six languages: what a guard must strike, and the real news that none may.

A line marks the deciding words of an imagined rule in [brackets]; the rule asks for just those words, so that nothing
here depends on how the pack's own rules are written.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from warn.config.rules import load
from warn.core.explain import item_of
from warn.core.match import Matcher
from warn.model.item import GuardKind
from warn.model.rule import AnyTerm, Condition, Direction, GuardTerms, Near, Rule, Term, Watch
from warn.model.rulebook import RuleBook

RULES = Path(__file__).parents[1] / "rules"
LANGUAGES = ("en", "ru", "hy", "az", "tr", "fr")

# language, kind that must be among those that strike, line
STRUCK = [
    ("en", "negated", "No [dead] or wounded on the Karabakh line"),
    ("en", "negated", "The Lachin road is not [blocked], Baku says"),
    ("en", "negated", "There were no [casualties] after the [shelling] near Sotk"),
    ("en", "negated", "Azerbaijan has yet to [open] the checkpoint"),
    ("en", "denied", "Baku denies its troops [shelled] Armenian positions"),
    ("en", "denied", "Reports that soldiers were [killed] are false, the ministry says"),
    ("en", "denied", "Yerevan rejects accusations of [arms transfer] to Karabakh as baseless"),
    ("en", "hypothetical", "Baku threatens to [close] the Lachin [road]"),
    ("en", "hypothetical", "Armenia calls for the [reopening] of the corridor"),
    ("en", "hypothetical", "Azerbaijan could [attack] Syunik, analyst warns"),
    ("en", "hypothetical", "If the [checkpoint] is [closed], patients will die"),
    ("en", "historical", "Stepanakert marks third anniversary of the [war]"),
    ("en", "historical", "In 1992 Armenian villagers were [killed] here"),
    ("en", "hypothetical", "The EU calls on Armenia and Azerbaijan to [open] their border"),
    ("en", "historical", "Thirty years ago [soldiers] were [killed] here"),
    ("en", "historical", "At least 27 people [detained] at the border over the past month"),
    ("en", "background", "Recall that in December activists [blocked] the road"),
    ("en", "background", "As previously reported, five people were [killed]"),
    ("ru", "negated", "[Погибших] среди военных нет"),
    ("ru", "negated", "Дорога не [перекрыта], заявили в Баку"),
    ("ru", "negated", "[Нарушений] режима прекращения огня не зафиксировано"),
    ("ru", "negated", "Обошлось без [жертв]"),
    ("ru", "denied", "Минобороны Азербайджана опровергло сообщения об [обстреле]"),
    ("ru", "denied", "Сообщения об [обстреле] не соответствуют действительности"),
    ("ru", "denied", "Баку отрицает [блокаду] Лачинского коридора"),
    ("ru", "hypothetical", "Баку может [закрыть] КПП"),
    ("ru", "hypothetical", "Ереван призвал Баку [разблокировать] коридор"),
    ("ru", "hypothetical", "Азербайджан планирует [установить] КПП"),
    ("ru", "historical", "В годовщину [войны] в Степанакерте открыли мемориал"),
    ("ru", "historical", "В 1992 году здесь [погибли] мирные жители"),
    ("ru", "negated", "[Ограничения] в коридоре не введены"),
    ("ru", "historical", "Год назад Азербайджан [перекрыл] дорогу"),
    ("ru", "historical", "С начала года на границе [погибли] 12 человек"),
    ("ru", "background", "Напомним, активисты [перекрыли] дорогу 12 декабря"),
    ("ru", "background", "Ранее в Карабахе [погибли] пятеро"),
    ("hy", "negated", "[Զոհեր] և վիրավորներ չկան"),
    ("hy", "negated", "Հայկական կողմը [կորուստներ] չունի"),
    ("hy", "negated", "Ճանապարհը [փակված] չէ, հայտարարել է Բաքուն"),
    ("hy", "negated", "Ոչ մի զինծառայող չի [զոհվել]"),
    ("hy", "negated", "Հրադադարի [խախտումներ] չեն արձանագրվել"),
    ("hy", "denied", "ՊՆ-ն հերքում է [գնդակոծության] մասին լուրը"),
    ("hy", "denied", "[Գնդակոծության] մասին տեղեկությունը չի համապատասխանում իրականությանը"),
    ("hy", "denied", "ՀՀ զինուժի կողմից [կրակոցների] մասին հայտարարությունը ապատեղեկատվություն է"),
    ("hy", "hypothetical", "Ադրբեջանը կարող է [փակել] միջանցքը"),
    ("hy", "hypothetical", "Բաքուն պահանջում է [անցակետ] տեղադրել"),
    ("hy", "hypothetical", "ԵՄ-ն միջանցքը [բացելու] կոչ արեց"),
    ("hy", "historical", "Երեք տարի առաջ Ադրբեջանը [հարձակվեց] Արցախի վրա"),
    ("hy", "historical", "Այսօր լրանում է [պատերազմի] երրորդ տարին"),
    ("hy", "historical", "44-օրյա [պատերազմում] զոհվածների շիրիմներին ծաղիկներ դրվեցին"),
    ("hy", "background", "Հիշեցնենք, որ դեկտեմբերի 12-ից միջանցքը [փակ] է"),
    ("hy", "background", "Նշենք, որ նախօրեին [սպանվել] է երեք ոստիկան"),
    ("az", "negated", "[Ölən] və ya yaralanan yoxdur"),
    ("az", "negated", "Laçın yolu [bağlı] deyil"),
    ("az", "negated", "Şəxsi heyət arasında [itki] olmayıb"),
    ("az", "negated", "Heç bir [blokada] yoxdur"),
    ("az", "denied", "MN [atəşə] tutulma barədə məlumatı təkzib edib"),
    ("az", "denied", "[Atəşkəsin pozulması] barədə iddia həqiqəti əks etdirmir"),
    ("az", "denied", "Ermənistanın [hücum] barədə açıqlaması yalandır"),
    ("az", "hypothetical", "Azərbaycan yolu [bağlaya] bilər"),
    ("az", "hypothetical", "Bakı buraxılış məntəqəsinin [qurulmasını] təklif edir"),
    ("az", "hypothetical", "İrəvan yolun [açılmasını] tələb edir"),
    ("az", "historical", "Üç il əvvəl [hərbçilər] şəhid olub"),
    ("az", "historical", "Vətən müharibəsində [şəhid olan] hərbçilər anılıb"),
    ("az", "historical", "İlin əvvəlindən sərhəddə 27 nəfər [saxlanılıb]"),
    ("az", "background", "Xatırladaq ki, aprelin 23-də [məntəqə] qurulub"),
    ("az", "background", "Qeyd edək ki, dekabrda yol [bağlanmışdı]"),
    ("tr", "negated", "[Ölen] ya da yaralanan olmadı"),
    ("tr", "negated", "[Can kaybı] yok"),
    ("tr", "negated", "Laçın yolu [kapalı] değil"),
    ("tr", "negated", "Hiçbir [asker] yaralanmadı"),
    ("tr", "denied", "Azerbaycan, [ateşkesi ihlal] ettiği iddiasını reddetti"),
    ("tr", "denied", "Bakü [saldırı] haberlerini yalanladı"),
    ("tr", "denied", "[Saldırı] iddiaları gerçeği yansıtmıyor"),
    ("tr", "hypothetical", "Azerbaycan [kontrol noktası] kurmayı planlıyor"),
    ("tr", "hypothetical", "AB, koridorun [açılması] çağrısında bulundu"),
    ("tr", "hypothetical", "Erivan kontrol noktasının [kaldırılmasını] istiyor"),
    ("tr", "historical", "Üç yıl önce [askerler] şehit oldu"),
    ("tr", "historical", "[Savaşın] yıl dönümünde anma töreni"),
    ("tr", "historical", "44 günlük [savaşta] şehit olanlar"),
    ("tr", "background", "Ne olmuştu? Aralık ayında yol [kapatılmıştı]."),
    ("tr", "background", "Hatırlanacağı üzere nisanda [kontrol noktası] kurulmuştu"),
    ("fr", "negated", "Aucune [victime] après les tirs"),
    ("fr", "negated", "Le couloir n'est pas [bloqué], selon Bakou"),
    ("fr", "negated", "Des tirs sans faire de [victimes]"),
    ("fr", "negated", "L'attaque n'a fait ni [mort] ni blessé"),
    ("fr", "denied", "Bakou dément avoir [bombardé] des positions arméniennes"),
    ("fr", "denied", "Erevan rejette les accusations de [tirs]"),
    ("fr", "denied", "Les informations sur des [tirs] sont infondées"),
    ("fr", "hypothetical", "L'Azerbaïdjan pourrait [fermer] le couloir"),
    ("fr", "hypothetical", "Paris appelle à la [réouverture] du couloir"),
    ("fr", "hypothetical", "Bakou menace de [bloquer] la route"),
    ("fr", "hypothetical", "L'UE appelle l'Arménie et l'Azerbaïdjan à [ouvrir] leur frontière"),
    ("fr", "historical", "En 1992, des villageois ont été [tués] ici"),
    ("fr", "negated", "L'Azerbaïdjan n'a [arrêté] personne"),
    ("fr", "historical", "Il y a trois ans, des soldats étaient [tués]"),
    ("fr", "historical", "Erevan commémore l'anniversaire de la [guerre]"),
    ("fr", "historical", "Pendant la guerre de 44 jours, des civils ont été [tués]"),
    ("fr", "background", "Pour rappel, la route est [bloquée] depuis décembre"),
    ("fr", "background", "Rappelons que trois policiers ont été [tués]"),
]

CLEAR = [
    ("en", "Azerbaijan [closes] the Lachin checkpoint, leaving 120,000 people without food"),
    ("en", "Three soldiers [killed]; the ministry did not name them at once"),
    ("en", "Convoy [did not pass] the checkpoint"),
    ("en", "Azerbaijan has [set up] a [checkpoint], and Yerevan calls on Moscow to act"),
    ("en", "Five [killed] in Karabakh. A year ago there were none."),
    ("en", "Dozens [killed] in the worst fighting since 1994"),
    ("en", "[Blocking] the road breaks the statement signed in November 2020"),
    ("ru", "Азербайджан [закрыл] КПП, 120 тысяч человек остались без продовольствия"),
    ("ru", "Колонну [не пропустили] через КПП"),
    ("ru", "[Погибли] трое военных, их имена пока не названы"),
    ("ru", "Баку [установил] КПП, Ереван призвал Москву вмешаться"),
    ("ru", "В Карабахе [погибли] пятеро. Год назад потерь не было."),
    ("ru", "[Погибли] десятки военных - это самые тяжелые бои с 1994 года"),
    ("ru", "[Перекрытие] дороги нарушает заявление от 9 ноября 2020 года"),
    ("hy", "Ադրբեջանը [թույլ չի տալիս] շարասյանն անցնել"),
    ("hy", "Ադրբեջանը [փակել] է միջանցքը, մարդիկ օրեր շարունակ տուն չեն կարողանում գնալ"),
    ("hy", "Երեք զինծառայող է [սպանվել] Ադրբեջանի կրակոցից"),
    ("hy", "Ադրբեջանը խախտել է 2020 թվականի նոյեմբերի 9-ի հայտարարությունը՝ [փակելով] միջանցքը"),
    ("hy", "Արցախում հինգ մարդ [զոհվեց]։ Մեկ տարի առաջ զոհեր չկային։"),
    ("hy", "Բաքուն [անցակետ] է տեղադրել, Երևանը դիմել է դատարան և Մոսկվայից արձագանք պահանջում"),
    ("az", "Laçın yolu [buraxılmır]"),
    ("az", "Azərbaycan Laçın yolunda [məntəqə] qurdu, Ermənistan isə bununla razı olmadığını bildirdi"),
    ("az", "Üç hərbçi [şəhid oldu], onların adları hələ də açıqlanmır"),
    ("az", "Hazırda yol [bağlıdır]"),
    ("az", "Qarabağda beş nəfər [həlak oldu]. Bir il əvvəl itki yox idi."),
    ("az", "1994-cü ildən bəri ən ağır döyüşlərdə onlarla hərbçi [həlak oldu]"),
    ("az", "2020-ci il 10 noyabr bəyanatına zidd olaraq [silah] daşınıb"),
    ("tr", "Konvoya [izin verilmiyor]"),
    ("tr", "Azerbaycan [kontrol noktası] kurdu, Ermenistan buna tepki gösterip Moskova'yı göreve çağırdı"),
    ("tr", "Yol güvenlik gerekçesiyle [kapatıldı]"),
    ("tr", "Üç asker [şehit oldu], isimleri ise henüz bilinmiyor, açıklama yok"),
    ("tr", "Karabağ'da beş kişi [öldü]. Bir yıl önce can kaybı yoktu."),
    ("tr", "Güvenlik önlemleri altında [konvoy] geçti"),
    ("fr", "Bakou [ne laisse pas passer] les convois"),
    ("fr", "L'Azerbaïdjan a [fermé] le couloir, laissant 120 000 habitants démunis et sans vivres"),
    ("fr", "Trois soldats [tués], leurs noms n'ont pas été publiés"),
    ("fr", "Bakou a [installé] un poste, Erevan appelle Moscou à réagir"),
    ("fr", "Cinq personnes ont été [tuées]. Il y a un an, aucune."),
    ("fr", "Des dizaines de soldats [tués] dans les pires combats depuis 1994"),
    ("fr", "Le [blocage] de la route viole l'accord de novembre 2020"),
]


@pytest.fixture(scope="module")
def guards() -> tuple[GuardTerms, ...]:
    return load(RULES).guards


@pytest.fixture(scope="module")
def matcher(guards: tuple[GuardTerms, ...]) -> Matcher:
    """One rule a line, known by the line itself, under the shipped guards."""
    watch = Watch(id="table", name="Table", places=(), prior=-2.0, threshold=0.5, freshness=timedelta(days=2))
    lines = [line for *_, line in (*STRUCK, *CLEAR)]
    rules = tuple(rule_of(line) for line in lines)
    return Matcher(RuleBook(version="v", watches=(watch,), rules=rules, deadlines=(), lists=(), guards=guards))


def rule_of(line: str) -> Rule:
    """A rule that asks for the marked words of a line, near one another."""
    marked = tuple(AnyTerm(terms=(Term(text=found),)) for found in re.findall(r"\[(.*?)\]", line))
    when: Condition = marked[0] if len(marked) == 1 else Near(groups=marked, within=12)
    return Rule(
        id=line, watch="table", title="t", direction=Direction.ESCALATION, severity=4, weight=3.0, why="w", when=when
    )


def struck_by(matcher: Matcher, line: str) -> tuple[GuardKind, ...]:
    """What strikes the rule of a line in that line without its marks."""
    [hit] = [hit for _, hit in matcher.hits(item_of(re.sub(r"[\[\]]", "", line))) if hit.rule == line]
    return hit.guards


@pytest.mark.parametrize(("language", "kind", "line"), STRUCK)
def test_struck(matcher: Matcher, language: str, kind: str, line: str) -> None:
    assert kind in struck_by(matcher, line), language


@pytest.mark.parametrize(("language", "line"), CLEAR)
def test_not_struck(matcher: Matcher, language: str, line: str) -> None:
    assert struck_by(matcher, line) == (), language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_kind_and_lines_of_both_sorts(guards: tuple[GuardTerms, ...], language: str) -> None:
    kinds = {group.kind for group in guards if group.language == language}
    assert kinds == set(GuardKind)
    assert {kind for lang, kind, _ in STRUCK if lang == language} == {kind.value for kind in GuardKind}
    assert sum(lang == language for lang, _, _ in STRUCK) >= 12
    assert sum(lang == language for lang, _ in CLEAR) >= 6
