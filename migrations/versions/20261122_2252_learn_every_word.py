"""Every word of a new name is learnt: the trigger compared each known word with itself and stopped at the first names."""

from essaim.kit.migration import script

revision = "learn_every_word"
down_revision = "parties_leave_on_a_day"
branch_labels = None
depends_on = None

LEARN = """
    CREATE OR REPLACE FUNCTION learn_organisation_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    BEGIN
        INSERT INTO organisation_words (word)
        SELECT DISTINCT {word} FROM written,
            regexp_split_to_table(french_key(name || ' ' || coalesce(short_name, '') || ' ' || coalesce(city, '')),
                                  '[^a-z0-9]+') AS {alias}
        WHERE length({word}) >= 3
          AND NOT EXISTS (SELECT FROM organisation_words known WHERE known.word = {word})
        ORDER BY {word} -- always the same order, so that two imports cannot wait for each other
        ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$;
"""
FORGOTTEN = """
    INSERT INTO organisation_words (word)
    SELECT DISTINCT spoken.word FROM organisations,
        regexp_split_to_table(french_key(name || ' ' || coalesce(short_name, '') || ' ' || coalesce(city, '')),
                              '[^a-z0-9]+') AS spoken (word)
    WHERE length(spoken.word) >= 3
    ON CONFLICT DO NOTHING;
"""


def upgrade() -> None:
    script(LEARN.format(word="spoken.word", alias="spoken (word)"))
    script(FORGOTTEN)


def downgrade() -> None:
    script(LEARN.format(word="word", alias="word"))
