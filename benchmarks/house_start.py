"""Start the program over a store and print what is loaded: at the paint, and ready."""

from benchmarks import files_opened  # isort: skip - first: what the others open counts
import builtins
import sys

from app.__main__ import main
from app.bootstrap import bench_marks


def _count(name: str) -> None:
    """Print a mark's name, the modules loaded by then, ours and all, files, and what imports them.

    The program ends when ready.
    """
    own = sum(module.partition(".")[0] == "app" for module in sys.modules)
    files = files_opened.count()
    print(name, own, len(sys.modules), files, builtins.__import__.__name__, flush=True)
    if name == bench_marks.READY:
        from PySide6.QtWidgets import QApplication

        QApplication.closeAllWindows()


vars(bench_marks)["mark"] = _count
sys.exit(main(["--data", sys.argv[1]]))
