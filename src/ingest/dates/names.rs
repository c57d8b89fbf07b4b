//! The names of months and days of the week.

use std::sync::LazyLock;

use crate::text::hash::{HashMap, HashSet};

/// True for nothing but days of the week and the small words with them.
pub(super) fn is_weekday(text: &str) -> bool {
    static DAYS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let days = [
            "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun",
            "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс",
            "lundi mardi mercredi jeudi vendredi samedi dimanche le",
            "montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so den am",
            "lunes martes miércoles jueves viernes sábado domingo el",
            "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد يوم",
        ];
        days.iter().flat_map(|days| days.split(' ')).collect()
    });
    text.is_empty()
        || text.len() <= 32
            && text
                .to_lowercase()
                .split([' ', ',', '.', '،'])
                .all(|word| word.is_empty() || DAYS.contains(word))
}

/// The names of each month.
const MONTHS: [&str; 12] = [
    "january jan января январь янв janvier janv januar jänner enero ene يناير gennaio janeiro \
     januari stycznia ledna januára січня ocak tammikuuta ianuarie január януари ιανουαρίου \
     იანვარი იანვარს",
    "february feb febr февраля февраль фев février févr februar febrero فبراير febbraio \
     fevereiro februari lutego února februára лютого şubat helmikuuta februarie február \
     февруари φεβρουαρίου \
     თებერვალი თებერვალს",
    "march mar марта март мар mars märz marzo mär مارس março maart marca března березня mart \
     maaliskuuta martie március marts μαρτίου \
     მარტი მარტს",
    "april apr апреля апрель апр avril avr abril abr أبريل إبريل ابريل aprile kwietnia dubna \
     apríla квітня nisan huhtikuuta aprilie április април απριλίου \
     აპრილი აპრილს",
    "may мая май mai mayo مايو maggio maio mei maja května mája травня mayıs toukokuuta május \
     maj μαΐου \
     მაისი მაისს",
    "june jun июня июнь июн juin juni junio يونيو يونيه giugno junho czerwca června júna \
     червня haziran kesäkuuta iunie június юни ιουνίου \
     ივნისი ივნისს",
    "july jul июля июль июл juillet juil juli julio يوليو يوليه luglio julho lipca července \
     júla липня temmuz heinäkuuta iulie július юли ιουλίου \
     ივლისი ივლისს",
    "august aug августа август авг août agosto ago أغسطس اغسطس augustus sierpnia srpna \
     augusta серпня ağustos elokuuta augusztus augusti αυγούστου \
     აგვისტო აგვისტოს",
    "september sept sep сентября сентябрь сен сент septembre septiembre setiembre سبتمبر \
     settembre setembro września září septembra вересня eylül syyskuuta septembrie szeptember \
     септември σεπτεμβρίου \
     სექტემბერი სექტემბერს",
    "october oct октября октябрь окт octobre oktober okt octubre أكتوبر اكتوبر ottobre \
     outubro października října októbra жовтня ekim lokakuuta octombrie október октомври \
     οκτωβρίου \
     ოქტომბერი ოქტომბერს",
    "november nov ноября ноябрь ноя novembre noviembre نوفمبر novembro listopada listopadu \
     novembra листопада kasım marraskuuta noiembrie ноември νοεμβρίου \
     ნოემბერი ნოემბერს",
    "december dec декабря декабрь дек décembre déc dezember dez diciembre dic ديسمبر dicembre \
     dezembro grudnia prosince decembra грудня aralık joulukuuta decembrie декември \
     δεκεμβρίου \
     დეკემბერი დეკემბერს",
];

/// The number of a month by its name, as it stands in a date, or usual abbreviation.
///
/// In English, Russian, French, German, Spanish, Arabic, Italian, Portuguese, Dutch, Polish, Czech,
/// Slovak, Ukrainian, Turkish, Finnish, Romanian, Hungarian, Swedish, Danish, Norwegian, Bulgarian, Greek
/// and Georgian. Not in Croatian, whose October is the November of Poles and Czechs.
pub(super) fn month(word: &str) -> Option<i8> {
    static NUMBERS: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| {
        let numbered = MONTHS.iter().zip(1..);
        numbered
            .flat_map(|(names, number)| names.split_whitespace().map(move |name| (name, number)))
            .collect()
    });
    /// The longest name, in bytes.
    const LONGEST: usize = 33;
    if word.chars().nth(2).is_none() || word.len() > LONGEST {
        return None;
    }
    // Most words of a text come here: those that open like no month go first.
    let first = word.as_bytes()[0].to_ascii_lowercase();
    if first.is_ascii() && !b"abcdefghijklmnopstwz".contains(&first) {
        return None;
    }
    if !word.is_ascii() {
        return NUMBERS.get(word.to_lowercase().as_str()).copied();
    }
    let mut small = [0; LONGEST];
    let small = &mut small[..word.len()];
    small.copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    NUMBERS.get(str::from_utf8(small).ok()?).copied()
}

/// The number of a month by any abbreviation: the first letters, at least three, of a name that is no other month's.
/// Only where a day and a year leave no doubt that the word is a month.
pub(super) fn short_month(word: &str) -> Option<i8> {
    /// Those that leave letters out, or have but three of a name that is another's as well.
    const OTHERS: [(&str, i8); 4] = [("mrt", 3), ("mrz", 3), ("čvn", 6), ("čvc", 7)];
    let lower = word.to_lowercase();
    let other = OTHERS.iter().find(|(short, _)| *short == lower);
    if let Some(&(_, number)) = other {
        return Some(number);
    }
    let is_long = lower.chars().nth(2).is_some();
    let mut found = None;
    for (names, number) in MONTHS.iter().zip(1..).filter(|_| is_long) {
        let is_short = names
            .split_whitespace()
            .any(|name| name.starts_with(&lower));
        if is_short && found.replace(number).is_some() {
            return None;
        }
    }
    found
}
