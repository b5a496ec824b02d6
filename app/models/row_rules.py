"""How each table of the store is bound by the log: one rule a table, and what its rule leaves out.

A new table gets a rule here, a new column of a bound table is bound by being there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final


class Unbound(Enum):
    """Why the log does not commit to a table's rows."""

    CHAINED = auto()
    """Part of the log itself: its hash chain, or a hash in an entry, covers it."""
    OPERATIONAL = auto()
    """Of the moment: proves nothing, grants nothing, and can be lost without loss of a fact."""
    SECRET = auto()
    """A key that opens files: another one opens none of them, which their check tells."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Every row is committed to by the log entry of the transaction that wrote it.

    `code` stands for the table in the log and is never given to another one. `but` are columns
    that are left out: of the moment (attempts at signing in), or an index of a bound column.
    """

    code: int
    but: frozenset[str] = frozenset()


Rule = Bound | Unbound

RULES: Final[Mapping[str, Rule]] = {
    # The log itself.
    "log_entries": Unbound.CHAINED,
    "log_details": Unbound.CHAINED,
    "log_later_rows": Unbound.CHAINED,
    # Of the moment.
    "log_clocks": Unbound.OPERATIONAL,  # says what the log's own times say
    "drafts": Unbound.OPERATIONAL,
    "print_jobs": Unbound.OPERATIONAL,
    "desk_sessions": Unbound.OPERATIONAL,
    "station_attempts": Unbound.OPERATIONAL,
    "backups": Unbound.OPERATIONAL,
    "file_keys": Unbound.SECRET,
    # Who and where.
    "units": Bound(1),
    "counters": Bound(2),
    "working_spans": Bound(3),
    "calendar_days": Bound(4),
    "calendar_years": Bound(5),
    "reason_texts": Bound(6),
    "officers": Bound(7, but=frozenset({"failed_count", "locked_until"})),
    "officer_roles": Bound(8),
    "approvals": Bound(9),
    "announced_acts": Bound(10),
    "public_keys": Bound(11),
    # The catalogue.
    "procedures": Bound(12),
    "procedure_versions": Bound(13),
    "procedure_cases": Bound(14),
    "case_phases": Bound(15),
    "required_documents": Bound(16),
    "route_steps": Bound(17),
    # Dossiers and their papers.
    "dossiers": Bound(18),
    "dossier_documents": Bound(19),
    "dossier_states": Bound(20),
    "attachments": Bound(21),
    "extensions": Bound(22),
    "pauses": Bound(23),
    "phase_ends": Bound(24),
    "late_reasons": Bound(25),
    "late_entries": Bound(26),
    "handoffs": Bound(27),
    "handoff_items": Bound(28),
    "keepings": Bound(29),
    "delegations": Bound(30),
    "results": Bound(31),
    "papers_back": Bound(32),
    "payments": Bound(33),
    "postings": Bound(34),
    "issued_forms": Bound(35),
    "ratings": Bound(36),
    "rating_reasons": Bound(37),
    # Between offices.
    "bundles": Bound(38),
    "bundle_items": Bound(39),
    "declined_dossiers": Bound(40),
    "foreign_dossiers": Bound(41),
    "peer_keys": Bound(42),
    "unit_reports": Bound(43),
    "refused_reports": Bound(44),
    "expected_units": Bound(45),
    # Days, periods, figures.
    "day_closings": Bound(46),
    "period_locks": Bound(47),
    "report_cutoffs": Bound(48),
    "report_remarks": Bound(49),
    "report_tasks": Bound(50),
    "procedure_facts": Bound(51),
    "told_figures": Bound(52),
    "lost_numbers": Bound(53),
    # Petitions, publications, registers.
    "petitions": Bound(54),
    "petition_events": Bound(55),
    "publications": Bound(56),
    "publication_versions": Bound(57),
    "published_items": Bound(58),
    "activities": Bound(59),
    "inspections": Bound(60),
    "inspection_findings": Bound(61),
    "one_stop_units": Bound(62),
    "regulations": Bound(63),
    "number_series": Bound(64),
    # Keys that vouch for keys.
    "office_keys": Bound(65),
    "station_certificates": Bound(66),
}

BOUND: Final[Mapping[str, Bound]] = {
    name: rule for name, rule in RULES.items() if isinstance(rule, Bound)
}
