"""Search: what a query means is in ``query``, what counts as equal in ``folding``, which records
hold a word in ``matching``, in which order they are shown in ``ranking``, all together in
``finding``.
"""

#: The longest query accepted, in characters.
LONGEST = 200
