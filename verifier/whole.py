"""The whole of a verification: chain, signed papers, anchors."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from verifier.chain import (
    STORE_MARK,
    Verdict,
    check_details,
    check_structure,
    opened,
    walked,
)
from verifier.office_keys import Wanted, check_certificates
from verifier.outside import hold
from verifier.papers import check_closings, check_forms, check_periods
from verifier.restorations import judge
from verifier.rows import check_rows


def verify_store(
    store: Path,
    keys: Mapping[int, bytes],
    anchors: Sequence[str],
    sheets: Sequence[str] = (),
    office_keys: Sequence[Wanted] = (),
) -> Verdict:
    """Verify a copy of a store by public keys and anchors. Raises UnusableError.

    `sheets` are the digits of the sheets of restorations: they alone excuse an anchor. Of
    `office_keys`, kept elsewhere too, it tells which stations they certify.
    """
    verdict = Verdict()
    line = opened(store, STORE_MARK, "kho Một Cửa")
    try:
        check_structure(line, verdict)
        for unit_id, code in line.execute("SELECT id, code FROM units ORDER BY id").fetchall():
            chain = walked(line, unit_id, code)
            if chain.heads or chain.broken_at:
                verdict.chains[unit_id] = chain
            if chain.broken_at:
                said = f"Nhật ký của {code} bị sửa hoặc mất từ dòng số {chain.broken_at}."
                verdict.bad(said, code, chain.broken_at)
        check_details(line, verdict)
        check_rows(line, verdict)
        check_certificates(line, verdict, office_keys)
        check_forms(line, verdict, keys)
        check_closings(line, verdict, keys)
        check_periods(line, verdict, keys)
        judge(line, verdict, sheets)
        for anchor in anchors:
            hold(line, verdict, keys, anchor)
    except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
        verdict.bad(f"Kho có dòng không đọc được: {error}.")
    finally:
        line.close()
    for chain in verdict.chains.values():
        verdict.notes.extend(chain.setbacks)
        for one in chain.restored:
            lost = f"mất các dòng {one.first} đến {one.last}"
            verdict.notes.append(
                f"Dòng {one.seq} của nhật ký kể một lần khôi phục kho, "
                f"{lost if one.last >= one.first else 'không mất dòng nào'}; "
                f"{'đã có phiếu' if one.has_sheet else 'hãy đối chiếu phiếu'} khôi phục kho."
            )
    return verdict
