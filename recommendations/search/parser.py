"""The parser of the query language, from what somebody typed to a tree of conditions.

    query       = alternatives [AND] alternatives …       all of them
    alternatives = condition OR condition …               any of them
    condition   = [- | NOT] (word[*] | "phrase" | field:value | field:( query ) | ( query ))

A word matches wherever it is contained in Chinese, and as a whole word (with ``*`` its beginning)
in other scripts. Nothing typed is an error: what cannot be read, such as an operator without an
operand, is passed over and told among the ``warnings``; what holds no word at all finds nothing.
"""

from __future__ import annotations

from recommendations.search.query import (
    And,
    Field,
    Node,
    Not,
    Or,
    Query,
    Term,
    conjunction,
    disjunction,
    negation,
    query_from_tree,
)
from recommendations.search.tokenizer import Token, TokenKind, tokenize
from recommendations.search.warnings import QueryWarning

#: Brackets within brackets; those further in are passed over.
DEEPEST = 20


def parse_query(typed: str) -> Query:
    """Return any text as a query; one without a word in it has no clauses."""
    return _Parser(typed).query()


class _Parser:
    """Reads tokens from first to last, with one method for each rule of the grammar."""

    def __init__(self, typed: str) -> None:
        self.warnings: list[QueryWarning] = []
        self.tokens = list(tokenize(typed, self.warnings))
        self.place = 0
        self.depth = 0

    def query(self) -> Query:
        """Read the whole query."""
        parts = []
        while self.token:
            parts.append(self._read_conditions())
            if self._read_token(TokenKind.CLOSE):
                self.warnings.append(QueryWarning.BRACKET)
        return query_from_tree(conjunction(part for part in parts if part), self.warnings)

    @property
    def token(self) -> Token | None:
        """The next token; None at the end."""
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def _read_token(self, *kinds: TokenKind) -> Token | None:
        """Read the next token if it is one of these."""
        token = self.token
        if token is None or token.kind not in kinds:
            return None
        self.place += 1
        return token

    def _read_conditions(self) -> Node | None:
        """Read conditions side by side, up to a closing bracket or the end."""
        parts: list[Node] = []
        while (token := self.token) and token.kind is not TokenKind.CLOSE:
            if self._read_token(TokenKind.AND, TokenKind.OR):
                if not parts or not self._is_operand():
                    self.warnings.append(QueryWarning.OPERATOR)
                continue
            if part := self._read_alternatives():
                parts.append(part)
        return conjunction(parts)

    def _read_alternatives(self) -> Node | None:
        """Read alternatives."""
        parts = [self._read_condition()]
        while self._read_token(TokenKind.OR):
            if self._is_operand():
                parts.append(self._read_condition())
            else:
                self.warnings.append(QueryWarning.OPERATOR)
        return disjunction(part for part in parts if part)

    def _is_operand(self) -> bool:
        """Return whether a condition begins here."""
        return self.token is not None and self.token.kind not in (
            TokenKind.AND,
            TokenKind.OR,
            TokenKind.CLOSE,
        )

    def _read_condition(self) -> Node | None:
        """Read a condition, negated or not."""
        is_negated = False
        while self._read_token(TokenKind.NOT):
            is_negated = not is_negated
            if not self._is_operand():
                self.warnings.append(QueryWarning.OPERATOR)
                return None
        part = self._leaf() or self._read_group()
        return negation(part) if part and is_negated else part

    def _leaf(self) -> Node | None:
        token = self._read_token(TokenKind.WORD, TokenKind.PHRASE)
        return _leaf(token) if token else None

    def _read_group(self) -> Node | None:
        """Read what stands in brackets."""
        opening = self._read_token(TokenKind.OPEN)
        if opening is None:
            return None
        self.depth += 1
        if self.depth > DEEPEST:
            self.warnings.append(QueryWarning.BRACKET)
            self.depth -= 1
            return None
        inner = self._read_conditions()
        self.depth -= 1
        if not self._read_token(TokenKind.CLOSE):
            self.warnings.append(QueryWarning.BRACKET)
        return _as_field_values(inner, opening) if inner and opening.field else inner


def _leaf(token: Token) -> Term | Field:
    if token.field:
        is_quoted = token.kind is TokenKind.PHRASE
        return Field(
            token.field, token.needle, token.prefix, token.typed, token.typed_name, is_quoted
        )
    return Term(token.needle, token.kind is TokenKind.PHRASE, token.prefix, token.typed)


def _as_field_values(node: Node, opening: Token) -> Node:
    """Return the condition, its terms as values of the field before the bracket."""
    if isinstance(node, Term):
        return Field(
            opening.field, node.needle, node.prefix, node.typed, opening.typed_name, node.phrase
        )
    if isinstance(node, Not):
        return negation(_as_field_values(node.part, opening))
    if isinstance(node, And | Or):
        parts = tuple(_as_field_values(part, opening) for part in node.parts)
        return conjunction(parts) or node if isinstance(node, And) else disjunction(parts) or node
    return node
