"""Search: query language, matching, ranking, highlighting, completion.

The query language is in ``query``, matching in ``matching``, the order of results in ``ranking``;
``engine`` puts them together.
"""

#: The longest query accepted, in characters.
LONGEST = 200
