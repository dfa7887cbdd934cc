"""The tutor: it reads an answer, judges it, and names the slip behind a wrong one."""
