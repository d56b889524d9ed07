#!/usr/bin/env python3
"""Django's command line for this project; `./run manage …` calls it in the right environment."""

import os
import sys


def main() -> None:
    """Run the management command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smuggling_kb.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        from smuggling_kb.database.start_faults import fault_explanation

        if explanation := fault_explanation(error):
            sys.exit(explanation)
        raise


if __name__ == "__main__":
    main()
