"""How well the office does: the nine indices of TT 01/2018/TT-VPCP and the set of QĐ 766/QĐ-TTg."""
