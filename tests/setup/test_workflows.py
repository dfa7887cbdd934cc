"""Protects what GitHub runs: the workflows can be read, their commands name what is there, and what
is published is what was tested."""

import re
import shutil
import subprocess

import pytest
import yaml

from tests.series import ROOT

FOLDER = ROOT / ".github" / "workflows"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yml"))


def workflow(name):
    """One workflow as data."""
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))


def steps(job):
    """The lines that a job runs, and the actions that it uses with what they are given."""
    run = [line for step in job["steps"] for line in step.get("run", "").splitlines()]
    return run, {
        step["uses"].split("@")[0]: step.get("with", {}) for step in job["steps"] if "uses" in step
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_job_has_a_limit_and_its_commands_can_be_read(name):
    for job in workflow(name)["jobs"].values():
        assert 1 <= job["timeout-minutes"] <= 60
        for step in job["steps"]:
            if "run" in step and "shell" not in step:
                subprocess.run([bash(), "-n", "-c", step["run"]], check=True)


@pytest.mark.parametrize("name", NAMES)
def test_every_file_that_a_command_names_is_there(name):
    named = [
        path
        for job in workflow(name)["jobs"].values()
        for line in steps(job)[0]
        for path in re.findall(r"(?<![\w./\\-])((?:site|tests|\.ci)[/\\][\w./\\-]+)", line)
    ]
    assert named
    assert [path for path in named if not (ROOT / path.replace("\\", "/")).exists()] == []


def test_what_is_published_is_what_was_tested():
    jobs = workflow("site")["jobs"]
    run, uses = steps(jobs["build-and-test"])
    build = next(place for place, line in enumerate(run) if "site/build.py" in line)
    test = next(place for place, line in enumerate(run) if "pytest" in line)
    assert build < test == len(run) - 1
    assert "--to" not in run[build]
    assert run[test].endswith("-m browser tests/browser --site _site")
    assert uses["actions/upload-pages-artifact"] == {"path": "_site"}
    assert list(uses)[-1] == "actions/upload-pages-artifact"
    assert jobs["publish"]["needs"] == "build-and-test"
    assert "if" not in jobs["publish"]
    assert "actions/deploy-pages" in steps(jobs["publish"])[1]


def test_only_the_default_branch_is_published_and_once_a_week_in_any_case():
    made = workflow("site")
    scheduled, _, pushed = made["jobs"]["address"]["if"].partition(" || ")
    assert scheduled == "github.event_name == 'schedule'"  # which names no repository
    assert pushed == "github.ref_name == github.event.repository.default_branch"
    assert made["jobs"]["build-and-test"]["needs"] == "address"  # left out where that one is
    when = made[True]  # YAML's reading of the word "on"
    assert "push" in when
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", when["schedule"][0]["cron"])


@pytest.mark.parametrize("name", NAMES)
def test_only_the_jobs_that_write_may_and_each_action_has_a_version(name):
    made, may = workflow(name), {"address": {"contents": "write"}}
    may["publish"] = {"pages": "write", "id-token": "write"}
    assert made["permissions"] == {"contents": "read"}
    for job, says in made["jobs"].items():
        assert says.get("permissions") == may.get(job)
        for step in says["steps"]:
            assert re.fullmatch(r"actions/[\w-]+@v\d+", step.get("uses", "actions/none@v0"))
            if "checkout" in step.get("uses", "") and job not in may:
                assert step["with"]["persist-credentials"] is False


def bash():
    return shutil.which("bash") or pytest.skip("no bash here")
