"""What the ORM says in other words on PostgreSQL, where it makes a difference of milliseconds."""

from django.db.models import BooleanField, Func, Subquery


class Few(Subquery):
    # Known to be empty before it is asked, it makes the condition false, and not NULL.
    empty_result_set_value = NotImplemented


class OneOf(Func):
    """Whether an expression is one of what a subquery gives: `OneOf("namespace", Few(theirs))`, or RawSQL.

    `IN`, for where the subquery is to be asked once and before all else. PostgreSQL counts the price of an `IN` that is
    only a part of a condition for each row that it would look up, and reads whole tables instead; and where `IN` is all
    of the condition, it may as well ask the subquery's filter row by row. An array it takes first, whatever is in it.
    """

    arity = 2
    template = "%(expressions)s"
    arg_joiner = " IN "
    output_field = BooleanField()

    def as_postgresql(self, compiler, connection, **context):
        array = {"template": "%(expressions)s)", "arg_joiner": " = ANY(ARRAY"}
        return self.as_sql(compiler, connection, **array | context)
