"""Titles that stand before a person's name and say nothing about which person it is, as a query may begin with them."""

from __future__ import annotations

from workbench.core.segment.tables import HONORIFICS

FURTHER_HONORIFICS = frozenset(
    """
    Miss, Madam, Dame, Baron, Count, Emperor, Shaykh, Honourable, Honorable, Rt Hon, Right Honourable, His Excellency,
    Her Excellency, Staff Gen, Brig, Cpl, Corporal, Vice Admiral, Rear Admiral, Air Marshal, Warlord, Commandant,
    Chief, Pres, Ex President, Former President, Former Prime Minister, PM, Chairperson, Amb, Special Envoy, MP, Deputy,
    Father, Patriarch, Bundeskanzler, Bundeskanzlerin, Bundespräsident, Don, Doña, Señor, Señora, Signor, Signora, Presidente
    """.replace("\n", " ").split(",")
)
"""What the segmentation does not take for a title, because in running text it is as often something else."""

TITLES = HONORIFICS | frozenset(" ".join(title.split()) for title in FURTHER_HONORIFICS)
"""All titles as they are written; how they are compared is up to the reader."""
