"""Clock cases of calendar days and months, and of re-appointments; read by clock_rows."""

CALENDAR_DAYS = """\
@ calendar days
= ten days, payment of a day
# 2 + 10 is Thu 12; one day more is Fri 13.
2026-03-02 09:00 | 10c | P 03-04 10:00>03-05 10:00 | | 03-13 09:00 | 03-13 09:00
= ten days, payment over a weekend
# Thu 12 + 3 days is Sun 15, so Mon 16.
2026-03-02 09:00 | 10c | P 03-06 10:00>03-09 10:00 | | 03-16 09:00 | 03-16 09:00
= ten days, payment within a weekend
# Sat 7 08:00 to Sun 8 20:00 is a day and a half: Fri 13 21:00, after closing, so its end.
2026-03-02 09:00 | 10c | P 03-07 08:00>03-08 20:00 | | 03-13 17:00 | 03-13 17:00
= ten days, opinion of two hours
2026-03-02 09:00 | 10c | O 03-04 08:00>03-04 10:00 | | 03-12 11:00 | 03-12 11:00
= ten days, opinion moved into lunch
# Thu 12 09:00 + 3:00 is noon: 13:30.
2026-03-02 09:00 | 10c | O 03-04 08:00>03-04 11:00 | | 03-12 13:30 | 03-12 13:30
= ten days, moved before opening
# Thu 12 16:00 + 14:00 is Fri 13 06:00: as it opens.
2026-03-02 16:00 | 10c | F 03-04 18:00>03-05 08:00 | | 03-13 07:30 | 03-13 07:30
= ten days, moved on to a Saturday
# Thu 12 + 2 is Sat 14, so Mon 16.
2026-03-02 09:00 | 10c | F 03-04 09:00>03-06 09:00 | | 03-16 09:00 | 03-16 09:00
= fifteen days over Tết
# 5/2 + 15 is Fri 20, off: Mon 23. Ten days waited (13-23/2): Thu 5/3.
2026-02-05 09:00 | 15c | P 02-13 09:00>02-23 09:00 | | 03-05 09:00 | 03-05 09:00
= five days moved into Tết
# 11/2 + 5 is Mon 16, off: Mon 23. A day waited: Tue 24.
2026-02-11 09:00 | 5c | P 02-12 09:00>02-13 09:00 | | 02-24 09:00 | 02-24 09:00
= one day moved into Tết
# 12/2 + 1 is Fri 13; three days waited is Mon 16, off to Fri 20 and the weekend: Mon 23.
2026-02-12 09:00 | 1c | P 02-12 10:00>02-15 10:00 | | 02-23 09:00 | 02-23 09:00
= moved on to 30/4
# 20/4 + 9 is Wed 29; a day more is 30/4, off with 1/5 and the weekend: Mon 4/5.
2026-04-20 09:00 | 9c | O 04-22 09:00>04-23 09:00 | | 05-04 09:00 | 05-04 09:00
= waited over 30/4
2026-04-24 09:00 | 15c | O 04-29 09:00>05-04 09:00 | | 05-18 09:00 | 05-18 09:00
= moved on to 2/9
# 10/8 + 20 is Sun 30, and 31/8-2/9 are off: Thu 3/9. A day more: Fri 4.
2026-08-10 09:00 | 20c | P 08-12 09:00>08-13 09:00 | | 09-04 09:00 | 09-04 09:00
= moved on to the swapped Monday of August
# 10/8 + 18 is Fri 28; three days more is Mon 31, off to 2/9: Thu 3.
2026-08-10 09:00 | 18c | F 08-12 09:00>08-15 09:00 | | 09-03 09:00 | 09-03 09:00
= moved on to the swapped Saturday of August
# 10/8 + 10 is Thu 20; two days more is Sat 22, worked.
2026-08-10 09:00 | 10c | F 08-12 09:00>08-14 09:00 | | 08-22 09:00 | 08-22 09:00
= moved on to the swapped Saturday of January
2026-01-05 09:00 | 3c | F 01-06 09:00>01-08 09:00 | | 01-10 09:00 | 01-10 09:00
= moved on to the swapped Friday of January
# 22/12 + 10 is 1/1, off with Fri 2 and the weekend: Mon 5. A day more: Tue 6.
2025-12-22 09:00 | 10c | F 2025-12-24 09:00>2025-12-25 09:00
| | 2026-01-06 09:00 | 2026-01-06 09:00
= moved on to the swapped Friday of 2025
# 25/4 + 4 is Tue 29; three days more is Fri 2/5, off: Mon 5.
2025-04-25 09:00 | 4c | P 2025-04-26 09:00>2025-04-29 09:00 | | 05-05 09:00 | 05-05 09:00
= moved on to 24/11
# 13/11 + 10 is Mon 23; a day more is Tue 24, off: Wed 25.
2026-11-13 09:00 | 10c | P 11-16 09:00>11-17 09:00 | | 11-25 09:00 | 11-25 09:00
= waited over 24/11
2026-11-20 09:00 | 10c | O 11-23 17:00>11-25 07:30 | | 12-01 17:00 | 12-01 17:00
= supplement of two days
# Law: Fri 6 10:00 + 10 is Mon 16. Measure: Thu 12 + 2 is Sat 14: Mon 16 09:00.
2026-03-02 09:00 | 10c | S 03-04 10:00>03-06 10:00 | | 03-16 10:00 | 03-16 09:00
= supplement in on a Saturday
# Law: Mon 9 07:30 + 10 is Thu 19. Measure: Thu 12 09:00 + 1 day 1:00 is Fri 13 10:00.
2026-03-02 09:00 | 10c | S 03-06 09:00>03-07 10:00 | | 03-19 07:30 | 03-13 10:00
= supplement then payment on the Sunday before it counts
# Law: in on Sat 7, counts from Mon 9 07:30, so Sunday's wait took nothing: Thu 19 07:30. Measure:
# a day and a day after Thu 12 09:00: Fri 13, Sat 14, so Mon 16.
2026-03-02 09:00 | 10c | S 03-06 09:00>03-07 09:00; P 03-08 00:00>03-09 00:00
| | 03-19 07:30 | 03-16 09:00
= second supplement
# Law: Mon 9 09:00 + 10 is Thu 19. Measure: Thu 12 + 1 is Fri 13, + 3 is Mon 16.
2026-03-02 09:00 | 10c | S 03-03 09:00>03-04 09:00; S 03-06 09:00>03-09 09:00
| | 03-19 09:00 | 03-16 09:00 | late
= payment then opinion, each moved off a weekend
2026-03-02 09:00 | 11c | P 03-04 09:00>03-05 09:00; O 03-09 09:00>03-10 09:00
| | 03-17 09:00 | 03-17 09:00
= received on a Saturday, paid on the Sunday
# Counts from Mon 9 07:30; + 2 is Wed 11; what was waited before took nothing.
2026-03-07 10:00 | 2c | P 03-07 11:00>03-08 11:00 | | 03-11 07:30 | 03-11 07:30
= received on a Saturday, paid on the Monday
2026-03-07 10:00 | 2c | P 03-08 11:00>03-09 09:00 | | 03-11 09:00 | 03-11 09:00
= received after closing
# To the end of Mon 9 (+ 7); a day more: the end of Tue 10.
2026-03-02 18:00 | 7c | P 03-04 09:00>03-05 09:00 | | 03-10 17:00 | 03-10 17:00
= begun after the time ran out
# Fri 6 09:00; a wait from 10:00 moves nothing, or the weekend would make it timely.
2026-03-02 09:00 | 4c | P 03-06 10:00>03-07 10:00 | | 03-06 09:00 | 03-06 09:00
= begun as the time ran out
2026-03-02 09:00 | 4c | P 03-06 09:00>03-07 09:00 | | 03-06 09:00 | 03-06 09:00
= begun a minute before the time ran out
# Fri 6 09:00 + a day is Sat 7: Mon 9.
2026-03-02 09:00 | 4c | P 03-06 08:59>03-07 08:59 | | 03-09 09:00 | 03-09 09:00
= end of day, payment of an hour
# Thu 12 17:00 + 1:00 is the end of Thu 12.
2026-03-02 09:00 | 10ce | P 03-04 09:00>03-04 10:00 | | 03-12 17:00 | 03-12 17:00
= end of day, payment over noon of the next day
# Thu 12 17:00 + 1 day 3:00 is Fri 13 20:00: its end.
2026-03-02 09:00 | 10ce | P 03-04 09:00>03-05 12:00 | | 03-13 17:00 | 03-13 17:00
= end of day, opinion of fifteen hours
# Thu 12 17:00 + 15:00 is Fri 13 08:00: its end.
2026-03-02 09:00 | 10ce | O 03-04 18:00>03-05 09:00 | | 03-13 17:00 | 03-13 17:00
= end of day, supplement
2026-03-02 09:00 | 10ce | S 03-04 10:00>03-06 10:00 | | 03-16 17:00 | 03-16 17:00
= open
2026-03-02 09:00 | 10c | P 03-04 10:00> | | 03-12 09:00 | 03-12 09:00
= payment closed, field check open
2026-03-02 09:00 | 10c | P 03-04 10:00>03-05 10:00; F 03-06 09:00> | | 03-13 09:00 | 03-13 09:00
"""

MONTHS = """\
@ months
= payment of a day
# Thu 2/4 + 1 is Fri 3.
2026-03-02 09:00 | 1m | P 03-04 10:00>03-05 10:00 | | 04-03 09:00 | 04-03 09:00
= payment of two days on to a Saturday
# Thu 2/4 + 2 is Sat 4: Mon 6.
2026-03-02 09:00 | 1m | P 03-04 10:00>03-06 10:00 | | 04-06 09:00 | 04-06 09:00
= opinion over Tết
# 2/2 + a month is Mon 2/3; ten days more is Thu 12.
2026-02-02 09:00 | 1m | O 02-13 09:00>02-23 09:00 | | 03-12 09:00 | 03-12 09:00
= supplement over Tết
# Law: Mon 23/2 09:00 + a month is Mon 23/3. Measure: Thu 12/3.
2026-02-02 09:00 | 1m | S 02-13 09:00>02-23 09:00 | | 03-23 09:00 | 03-12 09:00
= field check on to 2/9
# 29/6 + 2 is Sat 29/8, then the swap and 2/9: Thu 3/9. A day more: Fri 4.
2026-06-29 09:00 | 2m | F 07-01 09:00>07-02 09:00 | | 09-04 09:00 | 09-04 09:00
= payment on to 24/11
# 23/10 + 1 is Mon 23/11; a day more is 24/11: Wed 25.
2026-10-23 09:00 | 1m | P 10-26 09:00>10-27 09:00 | | 11-25 09:00 | 11-25 09:00
= from the last of January
# Fri 30/1 + 1 is Sat 28/2: Mon 2/3; three days more: Thu 5.
2026-01-30 09:00 | 1m | P 02-02 09:00>02-05 09:00 | | 03-05 09:00 | 03-05 09:00
= supplement then payment
2026-03-02 09:00 | 2m | S 03-09 09:00>03-16 09:00; P 04-01 09:00>04-03 09:00
| | 05-20 09:00 | 05-13 09:00
= two supplements
2026-03-02 09:00 | 1m | S 03-09 09:00>03-10 09:00; S 03-16 09:00>03-19 09:00
| | 04-20 09:00 | 04-06 09:00 | late
= into the next year
# 23/10 + 2 is Wed 23/12; nine days more is Fri 1/1/2027, off with the weekend: Mon 4/1.
2026-10-23 09:00 | 2m | O 11-02 09:00>11-11 09:00 | | 2027-01-04 09:00 | 2027-01-04 09:00
= end of day, field check
2026-03-02 09:00 | 1me | F 03-04 10:00>03-05 10:00 | | 04-03 17:00 | 04-03 17:00
= received on a day off
2026-03-07 09:00 | 1m | P 03-09 09:00>03-10 09:00 | | 04-10 07:30 | 04-10 07:30
= open
2026-03-02 09:00 | 1m | S 03-04 10:00> | | 04-02 09:00 | 04-02 09:00
"""

EXTENSIONS = """\
@ extensions
= alone
2026-03-02 09:00 | 5d | | 03-06 09:00>03-16 09:00 | 03-16 09:00 | 03-16 09:00
= after a payment
# The wait is already in the new date.
2026-03-02 09:00 | 5d | P 03-04 10:00>03-05 10:00
| 03-06 09:00>03-16 09:00 | 03-16 09:00 | 03-16 09:00
= before a payment
# A day after Mon 16.
2026-03-02 09:00 | 5d | P 03-09 10:00>03-10 10:00
| 03-06 09:00>03-16 09:00 | 03-17 09:00 | 03-17 09:00
= during a payment
# Only 09:00-10:00 counts.
2026-03-02 09:00 | 5d | P 03-06 08:00>03-06 10:00
| 03-06 09:00>03-16 09:00 | 03-16 10:00 | 03-16 10:00
= as a payment ends
2026-03-02 09:00 | 5d | P 03-06 08:00>03-06 09:00
| 03-06 09:00>03-16 09:00 | 03-16 09:00 | 03-16 09:00
= as a payment begins
2026-03-02 09:00 | 5d | P 03-06 09:00>03-06 10:00
| 03-06 09:00>03-16 09:00 | 03-16 10:00 | 03-16 10:00
= during an open payment
2026-03-02 09:00 | 5d | P 03-05 08:00> | 03-06 09:00>03-16 09:00 | 03-16 09:00 | 03-16 09:00
= before an open opinion
2026-03-02 09:00 | 5d | O 03-09 08:00> | 03-06 09:00>03-16 09:00 | 03-16 09:00 | 03-16 09:00
= before a supplement
# Law: Tue 10 10:00 + 5 is Tue 17 10:00. Measure: a day after Mon 16 09:00.
2026-03-02 09:00 | 5d | S 03-09 10:00>03-10 10:00
| 03-06 09:00>03-16 09:00 | 03-17 10:00 | 03-17 09:00
= during a supplement
# Law: in Mon 9 09:00, + 5 is Mon 16. Measure: Fri 6 from 09:00 6:00, Mon 1:30: a day after Wed
# 18.
2026-03-02 09:00 | 5d | S 03-05 09:00>03-09 09:00
| 03-06 09:00>03-18 09:00 | 03-16 09:00 | 03-19 09:00
= after a supplement
2026-03-02 09:00 | 5d | S 03-03 09:00>03-04 09:00
| 03-10 09:00>03-17 17:00 | 03-17 17:00 | 03-17 17:00
= then a payment over Tết
2026-02-09 09:00 | 3d | P 02-13 09:00>02-24 09:00
| 02-11 09:00>02-26 09:00 | 03-02 09:00 | 03-02 09:00
= then an opinion over 24/11
2026-11-16 09:00 | 3d | O 11-23 16:00>11-25 09:30
| 11-18 09:00>11-27 17:00 | 11-30 10:30 | 11-30 10:30
= between two supplements
2026-03-02 09:00 | 5d | S 03-03 09:00>03-04 09:00; S 03-12 09:00>03-13 09:00
| 03-10 09:00>03-18 09:00 | 03-20 09:00 | 03-19 09:00 | late
= hours
2026-03-02 09:00 | 8h | P 03-04 08:00>03-04 10:00
| 03-03 08:00>03-05 16:00 | 03-06 08:30 | 03-06 08:30
= same day
2026-03-02 09:00 | same | P 03-03 08:00>03-03 09:00
| 03-02 16:00>03-03 17:00 | 03-04 08:30 | 03-04 08:30
= calendar days, then a payment
# Mon 16 + a day.
2026-03-02 09:00 | 10c | P 03-12 09:00>03-13 09:00
| 03-11 09:00>03-16 09:00 | 03-17 09:00 | 03-17 09:00
= calendar days, during a payment
# Wed 11 09:00 to Thu 12 08:00 is 23:00 after Mon 16 09:00: Tue 17 08:00.
2026-03-02 09:00 | 10c | P 03-10 09:00>03-12 08:00
| 03-11 09:00>03-16 09:00 | 03-17 08:00 | 03-17 08:00
= calendar days, then on to a Saturday
2026-03-02 09:00 | 10c | O 03-12 09:00>03-13 09:00
| 03-11 09:00>03-20 14:00 | 03-23 14:00 | 03-23 14:00
= calendar days, an evening promised
# 20:00 was promised and 20:00 + 1:00 is after closing: never earlier than promised.
2026-03-02 09:00 | 10c | F 03-12 09:00>03-12 10:00
| 03-11 09:00>03-16 20:00 | 03-16 20:00 | 03-16 20:00
= calendar days, a Saturday promised and nothing waited
# A wait of no length moves nothing, not even off the Saturday that was promised.
2026-03-02 09:00 | 10c | P 03-12 09:00>03-12 09:00
| 03-11 09:00>03-21 09:00 | 03-21 09:00 | 03-21 09:00
= calendar days, a Saturday promised and an hour waited
# Sat 21 10:00 is off: Mon 23.
2026-03-02 09:00 | 10c | P 03-12 09:00>03-12 10:00
| 03-11 09:00>03-21 09:00 | 03-23 10:00 | 03-23 10:00
= a month, then a supplement
2026-03-02 09:00 | 1m | S 04-06 09:00>04-08 09:00
| 03-31 09:00>04-15 09:00 | 05-08 09:00 | 04-17 09:00
= no fixed time, then a payment
2026-03-02 09:00 | none | P 03-09 08:00>03-09 09:00
| 03-05 09:00>03-16 09:00 | 03-16 10:00 | 03-16 10:00
= end of day, then a field check
2026-03-02 09:00 | 5de | F 03-10 09:00>03-10 10:00
| 03-06 09:00>03-16 17:00 | 03-17 08:30 | 03-17 08:30
= earlier than the date counted since
2026-03-02 09:00 | 20d | | 03-05 09:00>03-16 09:00 | 03-16 09:00 | 03-16 09:00
"""
