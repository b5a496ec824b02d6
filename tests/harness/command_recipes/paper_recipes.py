"""How each command about papers, files, figures and other offices is called."""

from collections.abc import Mapping

from app.services.evaluation.records import ScoreOf
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex, ToldKind
from tests.harness.command_recipes.world import DAY, Act
from tests.services.evaluation.builders import a_fact, a_told_figure
from tests.services.files.contents import a_pdf

PRINTS: Mapping[str, Act] = {
    "print_queue.cancel": lambda w: w.desk.print_queue.cancel(w.admin, w.id("job")),
    "print_queue.form": lambda w: w.desk.print_queue.form(w.admin, w.id("form")),
    "print_queue.job": lambda w: w.desk.print_queue.job(w.admin, w.id("job")),
    "print_queue.latest_receipt": lambda w: w.desk.print_queue.latest_receipt(
        w.admin, w.code("here")
    ),
    "print_queue.mark_failed": lambda w: w.desk.print_queue.mark_failed(
        w.admin, w.id("job"), "Hết giấy; hãy thêm giấy rồi in lại."
    ),
    "print_queue.mark_sent": lambda w: w.desk.print_queue.mark_sent(w.admin, w.id("job"), "0" * 64),
    "print_queue.queued": lambda w: w.desk.print_queue.queued(w.admin),
    "print_queue.reprint": lambda w: w.desk.print_queue.reprint(w.admin, w.id("form")),
    "print_queue.retry": lambda w: w.desk.print_queue.retry(w.admin),
    "print_queue.waiting": lambda w: w.desk.print_queue.waiting(w.admin),
    "form_book.gaps": lambda w: w.desk.form_book.gaps(w.boss, 2026),
    "form_book.of_period": lambda w: w.desk.form_book.of_period(w.boss, None, DAY, DAY),
}
FILES: Mapping[str, Act] = {
    "file_folder.place": lambda w: w.desk.file_folder.place(w.text("scan")),
    "file_folder.plain": lambda w: list(w.desk.file_folder.plain()),
    "file_folder.put": lambda w: w.desk.file_folder.put(a_pdf("mới")),
    "file_folder.read": lambda w: w.desk.file_folder.read(w.text("scan")),
    "file_folder.state": lambda w: w.desk.file_folder.state(w.text("scan")),
    "attachments.add_paper": lambda w: w.desk.attachments.add_paper(
        w.admin, w.code("here"), 2, "giấy.pdf", a_pdf("giấy")
    ),
    "attachments.add_result": lambda w: w.desk.attachments.add_result(
        w.admin, w.code("ready"), "kết quả.pdf", a_pdf("kết quả")
    ),
    "attachments.add_signed_slip": lambda w: w.desk.attachments.add_signed_slip(
        w.admin, w.text("slip of taken"), "phiếu.pdf", a_pdf("đã ký")
    ),
    "attachments.content": lambda w: w.desk.attachments.content(w.admin, w.id("scan")),
    "attachments.end": lambda w: w.desk.attachments.end(w.admin, w.id("scan"), "Quét nhầm"),
    "attachments.mark_electronic": lambda w: w.desk.attachments.mark_electronic(
        w.admin, w.code("ready"), is_electronic=True
    ),
    "attachments.of": lambda w: w.desk.attachments.of(w.admin, w.code("here")),
    "attachments.of_slip": lambda w: w.desk.attachments.of_slip(w.admin, w.text("slip of taken")),
    "attachments.sheet": lambda w: w.desk.attachments.sheet(w.admin, w.code("here")),
}
FIGURES: Mapping[str, Act] = {
    "summaries.figures": lambda w: w.desk.summaries.figures(w.boss, DAY, DAY),
    "summaries.of_period": lambda w: w.desk.summaries.of_period(w.boss, DAY, DAY),
    "summaries.rows_behind": lambda w: w.desk.summaries.rows_behind(w.boss, DAY, DAY, "received"),
    "dashboard.of_period": lambda w: w.desk.dashboard.of_period(w.boss, DAY, DAY),
    "evaluation.of_period": lambda w: w.desk.evaluation.of_period(w.boss, DAY, DAY),
    "evaluation.quality": lambda w: w.desk.evaluation.quality(w.boss, DAY, DAY),
    "evaluation.lines": lambda w: w.desk.evaluation.lines(
        w.boss, DAY, DAY, ScoreOf(EvaluatedKind.UNIT, "", EvaluationIndex.TOTAL_TIME)
    ),
    "evaluation.quality_lines": lambda w: w.desk.evaluation.quality_lines(
        w.boss, DAY, DAY, "received"
    ),
    "evaluation.time_disputes": lambda w: w.desk.evaluation.time_disputes(w.boss, DAY, DAY),
    "fact_notes.procedures": lambda w: w.desk.fact_notes.procedures(w.boss),
    "fact_notes.note": lambda w: w.desk.fact_notes.note(
        w.boss, [w.desk.fact_notes.procedures(w.boss)[0].code], a_fact()
    ),
    "told_figures.tell": lambda w: w.desk.told_figures.tell(
        w.boss, "2026-Q4", ToldKind.REUSED, a_told_figure()
    ),
    "digitisation.of_period": lambda w: w.desk.digitisation.of_period(w.boss, DAY, DAY),
    "portal.of_period": lambda w: w.desk.portal.of_period(w.boss, DAY, DAY),
    "register_book.of_period": lambda w: w.desk.register_book.of_period(w.boss, DAY, DAY),
}
OTHERS: Mapping[str, Act] = {
    "portal_intake.preview": lambda w: w.desk.portal_intake.preview(
        w.admin, w.text("online").encode()
    ),
    "portal_intake.take_in": lambda w: w.desk.portal_intake.take_in(
        w.admin, w.text("online").encode()
    ),
    "peers.card": lambda w: w.desk.peers.card(w.admin),
    "peers.office_card": lambda w: w.desk.peers.office_card(w.admin),
    "peers.confirm": lambda w: w.desk.peers.confirm(w.admin, w.text("card"), w.text("fingerprint")),
    "peers.end": lambda w: w.desk.peers.end(w.admin, w.id("peer key"), "Đổi khóa"),
    "peers.id_of": lambda w: w.desk.peers.id_of(w.admin, w.text("peer")),
    "peers.of": lambda w: w.desk.peers.of(w.admin),
    "peers.propose": lambda w: w.desk.peers.propose(w.admin, w.text("card")),
    "bundles.export": lambda w: w.desk.bundles.export(w.admin, w.town.facts.peer),
    "bundles.export_results": lambda w: w.desk.bundles.export_results(w.admin, w.town.facts.peer),
    "bundles.preview": lambda w: w.desk.bundles.preview(w.admin, w.folder / "inbox" / "1.motcua"),
    "bundles.take_in": lambda w: w.desk.bundles.take_in(w.admin, w.folder / "inbox" / "1.motcua"),
}
