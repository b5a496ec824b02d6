"""Clock cases of working days, hours, the same day and no fixed time; read by clock_rows."""

NO_WAITS = """\
@ no waits
= five days over a weekend
# Tue 3, Wed 4, Thu 5, Fri 6, Mon 9.
2026-03-02 09:00 | 5d | | | 03-09 09:00 | 03-09 09:00
= one day after closing
2026-03-02 17:20 | 1d | | | 03-03 17:00 | 03-03 17:00
= received on a Saturday
# Counts as Mon 9 07:30; Tue 10, Wed 11.
2026-03-07 10:00 | 2d | | | 03-11 07:30 | 03-11 07:30
= half a day in the morning
2026-03-02 08:00 | 0.5d | | | 03-02 17:00 | 03-02 17:00
= half a day in the afternoon before 24/11
# The next half ends at 11:30 on Wed 25.
2026-11-23 14:00 | 0.5d | | | 11-25 11:30 | 11-25 11:30
= two and a half days over 2/9
2026-08-28 14:00 | 2.5d | | | 09-07 11:30 | 09-07 11:30
= hours over 24/11
# 2:00 on Mon 23, 6:00 of Wed 25: 4:00 in the morning, 2:00 from 13:30.
2026-11-23 15:00 | 8h | | | 11-25 15:30 | 11-25 15:30
= clock hours over a Saturday
# Sat 7 16:00; Mon 9 opens at 07:30.
2026-03-06 16:00 | 24k | | | 03-09 07:30 | 03-09 07:30
= clock hours waited through the night
# Tue 3 09:00 and 15:00 more is 24:00 of Tue 3; Wed 4 opens at 07:30.
2026-03-02 09:00 | 24k | P 03-02 17:00>03-03 08:00 | | 03-04 07:30 | 03-04 07:30
= calendar days ending on a Sunday
# Fri 6 + 2 is Sun 8, so Mon 9.
2026-03-06 09:00 | 2c | | | 03-09 09:00 | 03-09 09:00
= a month ending on 2/9
2026-08-02 09:00 | 1m | | | 09-03 07:30 | 09-03 07:30
= same day before 15:00
2026-03-02 14:59 | same | | | 03-02 17:00 | 03-02 17:00
= same day after 15:00 on the eve of 24/11
# Tue 24 is off.
2026-11-23 15:01 | same | | | 11-25 17:00 | 11-25 17:00
= no fixed time
2026-03-02 09:00 | none | | | - | -
= end of day
2026-03-02 09:00 | 3de | | | 03-05 17:00 | 03-05 17:00
= on to the swapped Saturday of January
# Sat 10/1 is worked for Fri 2/1.
2026-01-09 09:00 | 1d | | | 01-10 09:00 | 01-10 09:00
"""

SUPPLEMENTS = """\
@ supplements
= asked and in on the same morning
# Law: five days from Tue 3. Measure: 1:00 after Mon 9 09:00.
2026-03-02 09:00 | 5d | S 03-03 08:00>03-03 09:00 | | 03-10 09:00 | 03-09 10:00
= waited over a weekend
# Law: Mon 9 10:00 + 5 is Mon 16. Measure: 1:00 on Fri, 2:30 on Mon: 09:00-11:30, 13:30-14:30.
2026-03-02 09:00 | 5d | S 03-06 16:00>03-09 10:00 | | 03-16 10:00 | 03-09 14:30
= in on a Saturday
# Law: Mon 9 07:30 + 5. Measure: 7:30 of Fri are a day after Mon 9 09:00.
2026-03-02 09:00 | 5d | S 03-05 17:00>03-07 10:00 | | 03-16 07:30 | 03-10 09:00
= in after closing
# Law: Thu 5 19:00 runs to the end of Thu 12. Measure: Thu 5 10:00-17:00 is 5:00, 2:30 of it
# before lunch on Mon 9 and 2:30 after.
2026-03-02 09:00 | 5d | S 03-05 10:00>03-05 19:00 | | 03-12 17:00 | 03-09 16:00
= in at lunch
2026-03-02 09:00 | 5d | S 03-04 10:00>03-04 12:10 | | 03-11 13:30 | 03-09 10:30
= asked on the due day
2026-03-02 09:00 | 5d | S 03-09 08:30>03-10 08:30 | | 03-17 08:30 | 03-10 09:00
= asked late, measured late
# Law: Wed 11 09:00 + 5 is Wed 18. Measure: a day of 7:30 after Mon 9 is Tue 10.
2026-03-02 09:00 | 5d | S 03-10 09:00>03-11 09:00 | | 03-18 09:00 | 03-10 09:00
= waited over Tết
# Law: Tue 24/2 09:00 + 5 is Tue 3/3. Measure: Fri 13 from 09:00 is 6:00, Mon 23 7:30, Tue 24
# 1:30, 15:00 or two days after Wed 25/2 (Thu 12, Fri 13, Mon 23, Tue 24, Wed 25), so Fri 27/2.
2026-02-11 09:00 | 5d | S 02-13 09:00>02-24 09:00 | | 03-03 09:00 | 02-27 09:00
= in during Tết
# Law: counts as Mon 23/2 07:30, + 3 is Thu 26. Measure: Fri 13 14:00-17:00 is 3:00 after Mon 23
# 09:00: 2:30 to 11:30, 0:30 from 13:30.
2026-02-11 09:00 | 3d | S 02-13 14:00>02-18 10:00 | | 02-26 07:30 | 02-23 14:00
= waited over 30/4 and 1/5
2026-04-24 09:00 | 3d | S 04-29 09:00>05-04 09:00 | | 05-07 09:00 | 05-05 09:00
= waited over 2/9
2026-08-27 09:00 | 4d | S 08-28 08:00>09-03 08:00 | | 09-09 08:00 | 09-08 09:00
= waited over 24/11
# Law: Wed 25 10:00 + 3 is Mon 30. Measure: Mon 23 10:00-17:00 5:00, Wed 25 2:30: a day after Thu
# 26 09:00 (Mon 23, Wed 25, Thu 26).
2026-11-20 09:00 | 3d | S 11-23 10:00>11-25 10:00 | | 11-30 10:00 | 11-27 09:00
= in on the swapped Saturday of January
# Law: Sat 10 10:00 + 2 is Tue 13. Measure: Fri 9 from 10:00 5:00, Sat 2:30: a day after Sat 10.
2026-01-08 09:00 | 2d | S 01-09 10:00>01-10 10:00 | | 01-13 10:00 | 01-12 09:00
= over the swapped Friday of January
2025-12-31 09:00 | 2d | S 2025-12-31 14:00>2026-01-05 14:00
| | 2026-01-07 14:00 | 2026-01-07 09:00
= waited on the swapped Saturday of August
# Law: Mon 24 08:00 + 1. Measure: Fri 21 from 16:00 1:00, Sat 22 7:30, Mon 0:30, 9:00 in all: Sat
# 22 14:00 + 3:00 to closing, then Mon 24 6:00 from 07:30 is 15:30.
2026-08-21 14:00 | 1d | S 08-21 16:00>08-24 08:00 | | 08-25 08:00 | 08-24 15:30
= waited over the swap of 2025
# Law: Mon 5/5 09:00 + 4 is Fri 9. Measure: Sat 26/4 is worked: 6:00 of it, Mon 28, Tue 29 and
# 1:30 of Mon 5/5, 22:30 or three days after Tue 29/4 (Fri 25, Sat 26, Mon 28, Tue 29): Mon 5, Tue
# 6, Wed 7.
2025-04-24 09:00 | 4d | S 2025-04-26 09:00>2025-05-05 09:00 | | 05-09 09:00 | 05-07 09:00
= second request
# Law: Thu 5 10:00 + 5. Measure: Wed 4 7:30 in all, and 2:00 on Thu 5: Tue 10 09:00 + 2:00.
2026-03-02 09:00 | 5d | S 03-03 10:00>03-04 10:00; S 03-05 08:00>03-05 10:00
| | 03-12 10:00 | 03-10 11:00 | late
= second request still open
# Law: Wed 4 10:00 + 5 is Wed 11. Measure: Tue 10 09:00. Neither moves while it lasts.
2026-03-02 09:00 | 5d | S 03-03 10:00>03-04 10:00; S 03-09 08:00>
| | 03-11 10:00 | 03-10 09:00 | late
= third request over a weekend
2026-03-02 09:00 | 5d
| S 03-03 10:00>03-03 15:00; S 03-04 08:00>03-04 09:00; S 03-06 10:00>03-09 10:00
| | 03-16 10:00 | 03-10 15:00 | late
= half a day, in the afternoon
# Law: in at 14:00, so the next half, Tue 3 11:30. Measure: due Mon 17:00; 3:00 waited
# (09:00-11:30, 13:30-14:00) end at Tue 10:30.
2026-03-02 08:00 | 0.5d | S 03-02 09:00>03-02 14:00 | | 03-03 11:30 | 03-03 10:30
= one and a half days over a weekend
2026-03-05 14:00 | 1.5d | S 03-06 09:00>03-09 09:00 | | 03-10 17:00 | 03-10 11:30
= hours, in the next morning
# Law: Tue 3 08:00 + 8:00: 7:00 left of Tue (3:30 + 3:30), 1:00 on Wed: 08:30. Measure: due Tue
# 16:30 (1:00, 4:00, 3:00); 1:00 + 0:30 waited: 0:30 to closing, 1:00 on Wed.
2026-03-02 16:00 | 8h | S 03-02 16:00>03-03 08:00 | | 03-04 08:30 | 03-04 08:30
= hours, in after closing
2026-03-02 09:00 | 4h | S 03-02 10:00>03-02 18:00 | | 03-03 11:30 | 03-03 10:30
= same day, in after 15:00
# Law: in at 15:30, so the end of Tue 3. Measure: 4:00 waited after Mon 17:00 end at Tue 11:30.
2026-03-02 09:00 | same | S 03-02 09:30>03-02 15:30 | | 03-03 17:00 | 03-03 11:30
= same day, in before 15:00
2026-03-02 08:00 | same | S 03-02 09:00>03-02 14:00 | | 03-02 17:00 | 03-03 10:30
= end of day
# Law: Fri 6 10:00, to the end of Wed 11. Measure: 15:00 waited after the end of Thu 5 is Mon 9
# 17:00.
2026-03-02 09:00 | 3de | S 03-04 10:00>03-06 10:00 | | 03-11 17:00 | 03-09 17:00
= no fixed time
2026-03-02 09:00 | none | S 03-04 10:00>03-06 10:00 | | - | -
= no fixed time, asked twice
2026-03-02 09:00 | none | S 03-04 10:00>03-06 10:00; S 03-09 10:00> | | - | - | late
= open
2026-03-02 09:00 | 5d | S 03-04 10:00> | | 03-09 09:00 | 03-09 09:00
"""

OTHER_WAITS = """\
@ other waits
= payment, a day
# 10:00-17:00 is 5:00, 07:30-10:00 is 2:30: a day.
2026-03-02 09:00 | 5d | P 03-04 10:00>03-05 10:00 | | 03-10 09:00 | 03-10 09:00
= payment over a weekend
# 1:00 on Fri, 1:00 on Mon: 09:00 + 2:00.
2026-03-02 09:00 | 5d | P 03-06 16:00>03-09 08:30 | | 03-09 11:00 | 03-09 11:00
= payment within a weekend
2026-03-02 09:00 | 5d | P 03-07 08:00>03-08 20:00 | | 03-09 09:00 | 03-09 09:00
= payment at lunch
2026-03-02 09:00 | 5d | P 03-04 11:40>03-04 13:20 | | 03-09 09:00 | 03-09 09:00
= payment over Tết
# Fri 13 from 15:00 is 2:00, Mon 23 to 09:30 is 2:00. Due Tue 24/2 15:00 (Fri 13, Mon 23, Tue 24):
# 2:00 to closing, 2:00 on Wed 25.
2026-02-12 15:00 | 3d | P 02-13 15:00>02-23 09:30 | | 02-25 09:30 | 02-25 09:30
= payment over 30/4 and 1/5
2026-04-24 14:00 | 2d | P 04-29 14:00>05-04 10:00 | | 05-04 10:00 | 05-04 10:00
= payment over 2/9
# Fri 28 10:00-17:00 5:00 and Thu 3/9 2:30: a day after Mon 7/9 (Thu 3, Fri 4, Mon 7).
2026-08-28 09:00 | 3d | P 08-28 10:00>09-03 10:00 | | 09-08 09:00 | 09-08 09:00
= payment over 24/11
# Nothing was worked between.
2026-11-20 09:00 | 2d | P 11-23 17:00>11-25 07:30 | | 11-25 09:00 | 11-25 09:00
= payment pushed over 24/11
# Due Mon 23 15:00; 2:30 waited: 2:00 to closing, 0:30 on Wed 25.
2026-11-19 15:00 | 2d | P 11-20 08:00>11-20 10:30 | | 11-25 08:00 | 11-25 08:00
= opinion on the swapped Saturday
# Sat 10/1 counts: Fri 9 from 16:00 1:00, Sat to 09:30 2:00. Due Mon 12 16:00 (Sat 10, Mon 12):
# 1:00 to closing, 2:00 on Tue 13.
2026-01-09 16:00 | 2d | O 01-09 16:00>01-10 09:30 | | 01-13 09:30 | 01-13 09:30
= opinion moved on to the swapped Saturday
2026-01-08 14:00 | 1d | O 01-09 07:30>01-09 11:30 | | 01-10 08:30 | 01-10 08:30
= opinion over the swapped Friday
2025-12-30 10:00 | 1d | O 2025-12-31 08:00>2026-01-05 09:00
| | 2026-01-05 11:00 | 2026-01-05 11:00
= opinion on the swapped Saturday of August
2026-08-20 09:00 | 2d | O 08-21 09:00>08-22 09:00 | | 08-24 09:00 | 08-24 09:00
= opinion over the swapped Monday of August
# Fri 28 from 16:00 is 1:00, Thu 3/9 to 08:30 is 1:00: due Fri 28 09:00, 2:00 later.
2026-08-27 09:00 | 1d | O 08-28 16:00>09-03 08:30 | | 08-28 11:00 | 08-28 11:00
= field check over the swap of 2025
2025-04-25 09:00 | 2d | F 2025-04-26 08:00>2025-05-05 08:00 | | 05-06 09:00 | 05-06 09:00
= field check on the due morning
2026-03-02 09:00 | 5d | F 03-09 08:00>03-09 09:00 | | 03-09 10:00 | 03-09 10:00
= field check begun on a day off
2026-03-02 09:00 | 5d | F 03-07 09:00>03-09 15:00 | | 03-09 16:30 | 03-09 16:30
= field check from the instant of receipt
2026-03-02 09:00 | 5d | F 03-02 09:00>03-02 16:30 | | 03-09 16:30 | 03-09 16:30
= received on a Saturday, paid on the Sunday
2026-03-07 10:00 | 2d | P 03-07 11:00>03-08 11:00 | | 03-11 07:30 | 03-11 07:30
= received on a Saturday, paid on the Monday
# Due Wed 11 07:30; Mon 9 07:30-09:00 waited.
2026-03-07 10:00 | 2d | P 03-08 11:00>03-09 09:00 | | 03-11 09:00 | 03-11 09:00
= received after closing, paid next morning
2026-03-02 18:00 | 1d | P 03-02 19:00>03-03 08:30 | | 03-04 08:30 | 03-04 08:30
= half a day, opinion
2026-03-02 14:00 | 0.5d | O 03-02 15:00>03-02 16:00 | | 03-03 14:30 | 03-03 14:30
= half a day, field check into the next day
# Due Mon 17:00; 1:00 + 2:30 waited is 3:30: Tue 11:00.
2026-03-02 09:00 | 0.5d | F 03-02 16:00>03-03 10:00 | | 03-03 11:00 | 03-03 11:00
= two and a half days, payment
2026-08-28 09:00 | 2.5d | P 09-03 09:00>09-03 15:00 | | 09-07 11:30 | 09-07 11:30
= hours, payment within the day
# 3:00 before lunch, 1:00 after: due Mon 14:30; 1:00 more.
2026-03-02 08:30 | 4h | P 03-02 09:00>03-02 10:00 | | 03-02 15:30 | 03-02 15:30
= hours, opinion over 24/11
2026-11-23 15:20 | 8h | O 11-23 16:00>11-25 08:00 | | 11-26 07:50 | 11-26 07:50
= hours, field check over the swapped Saturday
2026-01-09 15:00 | 4h | F 01-09 16:00>01-10 08:30 | | 01-10 11:30 | 01-10 11:30
= hours, received on a day off
2026-03-08 10:00 | 3h | P 03-09 08:00>03-09 08:20 | | 03-09 10:50 | 03-09 10:50
= same day, payment at the desk
# Due Mon 17:00; 0:20 waited ends at Tue 07:50.
2026-03-02 09:00 | same | P 03-02 09:10>03-02 09:30 | | 03-03 07:50 | 03-03 07:50
= same day, received after 15:00, opinion
2026-03-06 15:30 | same | O 03-06 16:00>03-09 08:00 | | 03-10 09:00 | 03-10 09:00
= no fixed time, payment
2026-03-02 09:00 | none | P 03-04 10:00>03-05 10:00 | | - | -
= end of day, payment of a day
# 7:30 after Mon 9 17:00.
2026-03-02 09:00 | 5de | P 03-04 10:00>03-05 10:00 | | 03-10 17:00 | 03-10 17:00
= end of day, opinion of an hour
# Working time is moved exactly: 1:00 after Mon 9 17:00.
2026-03-02 09:00 | 5de | O 03-04 10:00>03-04 11:00 | | 03-10 08:30 | 03-10 08:30
= payment open
2026-03-02 09:00 | 5d | P 03-05 08:00> | | 03-09 09:00 | 03-09 09:00
= opinion open since before the due date, over Tết
2026-02-11 09:00 | 3d | O 02-13 08:00> | | 02-23 09:00 | 02-23 09:00
= field check open after the due date
2026-03-02 09:00 | 2d | F 03-05 08:00> | | 03-04 09:00 | 03-04 09:00
= begun after the due date
2026-03-02 09:00 | 2d | P 03-05 09:00>03-06 09:00 | | 03-05 09:00 | 03-05 09:00
"""

SEVERAL_WAITS = """\
@ several waits
= payment then opinion
# 1:00 + 2:00 after Mon 9 09:00: 2:30 to 11:30, 0:30 from 13:30.
2026-03-02 09:00 | 5d | P 03-04 08:00>03-04 09:00; O 03-05 08:00>03-05 10:00
| | 03-09 14:00 | 03-09 14:00
= waits that touch
2026-03-02 09:00 | 5d | P 03-04 08:00>03-04 09:00; F 03-04 09:00>03-04 10:30
| | 03-09 11:30 | 03-09 11:30
= all four reasons
# Law: S in Fri 6 09:00 + 5 is Fri 13 09:00; O Mon 9 1:00, F Tue 10 1:00: 11:00. Measure: P 1:00,
# S 7:30, O 1:00, F 1:00 is 10:30 after Mon 9 09:00: Tue 10 09:00 + 3:00 is 14:00.
2026-03-02 09:00 | 5d
| P 03-03 09:00>03-03 10:00; S 03-05 09:00>03-06 09:00 ; O 03-09 09:00>03-09 10:00;
F 03-10 09:00>03-10 10:00
| | 03-13 11:00 | 03-10 14:00
= supplement then payment
# Law: Thu 5 10:00 + 5 is Thu 12, + 1:00. Measure: 7:30 + 1:00.
2026-03-02 09:00 | 5d | S 03-04 10:00>03-05 10:00; P 03-06 08:00>03-06 09:00
| | 03-12 11:00 | 03-10 10:00
= payment then supplement
# The restart forgets the payment; the measure does not: 2:00 + 7:30.
2026-03-02 09:00 | 5d | P 03-03 08:00>03-03 10:00; S 03-04 10:00>03-05 10:00
| | 03-12 10:00 | 03-10 11:00
= supplement then payment at the same instant
2026-03-02 09:00 | 5d | S 03-04 10:00>03-05 10:00; P 03-05 10:00>03-06 10:00
| | 03-13 10:00 | 03-11 09:00
= supplement in on a Saturday, paid on the Sunday
# Law: Mon 9 07:30 + 5, nothing worked on Sun. Measure: Fri 6 from 10:00 is 5:00, 2:30 before
# lunch on Mon 9, 2:30 after.
2026-03-02 09:00 | 5d | S 03-06 10:00>03-07 10:00; P 03-08 10:00>03-08 15:00
| | 03-16 07:30 | 03-09 16:00
= supplement then opinion over 2/9
2026-08-26 09:00 | 3d | S 08-27 09:00>08-28 09:00; O 08-28 15:00>09-03 09:00
| | 09-07 14:30 | 09-04 14:30
= supplement over 24/11 then field check
2026-11-20 09:00 | 2d | S 11-23 08:00>11-25 08:00; F 11-26 08:00>11-26 11:00
| | 11-27 11:00 | 11-26 14:00
= two supplements with a payment between
2026-03-02 09:00 | 5d
| S 03-03 09:00>03-04 09:00; P 03-05 09:00>03-05 10:00; S 03-06 09:00>03-09 09:00
| | 03-16 09:00 | 03-11 10:00 | late
= two payments over two weekends
2026-03-02 09:00 | 5d | P 03-06 10:00>03-09 10:00; P 03-10 14:00>03-16 14:00
| | 03-16 09:00 | 03-16 09:00
= payment closed, opinion open
2026-03-02 09:00 | 5d | P 03-04 08:00>03-04 09:00; O 03-05 08:00> | | 03-09 10:00 | 03-09 10:00
= supplement closed, payment open
# Law: Wed 4 09:00 + 5 is Wed 11. Measure: a day after Mon 9.
2026-03-02 09:00 | 5d | S 03-03 09:00>03-04 09:00; P 03-05 08:00> | | 03-11 09:00 | 03-10 09:00
= hours: supplement then payment
2026-03-02 09:00 | 8h | S 03-02 10:00>03-03 10:00; P 03-03 14:00>03-03 15:00
| | 03-04 11:30 | 03-04 10:30
= same day: payment then supplement
2026-03-02 08:00 | same | P 03-02 08:30>03-02 09:00; S 03-02 10:00>03-03 09:00
| | 03-03 17:00 | 03-03 16:30
= half day: supplement then payment
2026-03-02 08:00 | 1.5d | S 03-02 09:00>03-02 15:00; P 03-03 08:00>03-03 09:00
| | 03-04 14:30 | 03-04 14:30
"""
