//! Days of the calendar, as text `YYYY-MM-DD`.

/// Today's date in UTC.
pub fn today() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    of_day(since.as_secs() / 86_400)
}

/// How many days after the first date the second one is; 0 where it is not later, `None` where one is not a date.
pub fn days_between(first: &str, second: &str) -> Option<u64> {
    Some(day_of(second)?.saturating_sub(day_of(first)?))
}

/// The date of a day counted from 1970-01-01, by the calendar's cycle of 400 years of 146,097 days.
fn of_day(days: u64) -> String {
    // Counted from 0000-03-01, so that a leap day is the last day of its year.
    let days = days + 719_468;
    let (cycle, day) = (days / 146_097, days % 146_097);
    let year_of_cycle = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = 400 * cycle + year_of_cycle + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day_of_month:02}")
}

/// The day of a date counted from 1970-01-01.
fn day_of(date: &str) -> Option<u64> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<u64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || year < 1970 {
        return None;
    }
    let year = year - u64::from(month <= 2);
    let (cycle, year_of_cycle) = (year / 400, year % 400);
    let month_from_march = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    Some(cycle * 146_097 + day_of_cycle - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_follow_the_calendar_in_both_directions() {
        let known = [
            (0, "1970-01-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_780, "2026-11-23"),
            (20_818, "2026-12-31"),
        ];
        for (days, date) in known {
            assert_eq!(of_day(days), date);
            assert_eq!(day_of(date), Some(days));
        }
        for days in 0..60_000 {
            assert_eq!(day_of(&of_day(days)), Some(days));
        }
        assert_eq!(days_between("2026-11-21", "2026-11-23"), Some(2));
        assert_eq!(days_between("2026-11-23", "2026-11-21"), Some(0));
        assert_eq!(days_between("soon", "2026-11-21"), None);
    }
}
