"""The tutor: it reads an answer, judges it, and names the mistake behind a wrong one."""
