"""Every write flow of the program."""

from tests.harness.counter_flows import AT_THE_COUNTER, PRINTERS, SUBMITTERS
from tests.harness.evaluation_flows import EVALUATING
from tests.harness.guarded_flows import GUARDED
from tests.harness.office_flows import IN_THE_OFFICE
from tests.harness.period_flows import REPORTING
from tests.harness.publishing_flows import PUBLISHING
from tests.harness.rating_flows import RATING
from tests.harness.report_flows import REPORT_NOTES

ALL = (
    *AT_THE_COUNTER,
    *IN_THE_OFFICE,
    *GUARDED,
    *RATING,
    *EVALUATING,
    *PUBLISHING,
    *REPORTING,
    *REPORT_NOTES,
)

__all__ = ["ALL", "PRINTERS", "SUBMITTERS"]
