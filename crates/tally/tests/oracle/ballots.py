"""Ballots of many shapes, counted by pabutools, for comparison with this crate.

Prints one block for each ballot: lines that begin with "#" say what pabutools chose, then comes the ballot
as a .pb file. pabutools is only asked what it is asked for here: its own completion of equal shares stops
at the first exhaustive outcome, which is another rule, so every increment is a run of its own.
"""

import random
import sys
from fractions import Fraction

from pabutools.election import (
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    CardinalProfile,
    Cost_Sat,
    Instance,
    Project,
)
from pabutools.election.satisfaction import AdditiveSatisfaction
from pabutools.fractions import frac
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule


class CostTimesPoints(AdditiveSatisfaction):
    """Cost utilities where a ballot gives points: the cost, as often as there are points."""

    def __init__(self, instance, profile, ballot):
        super().__init__(
            instance,
            profile,
            ballot,
            lambda _instance, _profile, ballot, project, _: frac(
                ballot.get(project, 0) * project.cost
            ),
        )


class Shape:
    """How many, how dear, and who votes for what."""

    def __init__(self, name, options, voters, cost, vote, budget=(0.2, 0.7), kind="approval"):
        self.name = name
        self.options = options
        self.voters = voters
        self.cost = cost
        self.vote = vote
        self.budget = budget
        self.kind = kind


def each(chance):
    """Every option with the same chance."""
    return lambda rng, _voter, number: [p for p in range(number) if rng.random() < chance]


def popular(rng, _voter, number):
    """The first options are liked best."""
    return [p for p in range(number) if rng.random() < 0.9 / (1 + p / 2)]


def parties(rng, voter, number):
    """Voters of one party want the same, and sometimes something else."""
    party = voter % 3
    return [p for p in range(number) if p % 3 == party or rng.random() < 0.05]


def one(rng, _voter, number):
    return [min(rng.randrange(number), rng.randrange(number))]


def few(rng, _voter, number):
    wanted = list(range(number))
    rng.shuffle(wanted)
    return wanted[: rng.randint(0, min(3, number))]


def alike(_rng, voter, number):
    """Two kinds of votes only."""
    return [p for p in range(number) if (p + voter % 2) % 2]


def between(low, high):
    return lambda rng: Fraction(rng.randint(low, high))


def halves(rng):
    return Fraction(rng.randint(2, 120), 2)


def hundredths(rng):
    return Fraction(rng.randint(100, 4000), 100)


def same(_rng):
    return Fraction(10)


def of(*costs):
    return lambda rng: Fraction(rng.choice(costs))


def uneven(rng):
    return Fraction(rng.choice([1, 2, 5, 40, 100, 300]))


SHAPES = [
    Shape("small", (1, 4), (1, 5), between(1, 30), each(0.5)),
    Shape("middle", (5, 10), (6, 20), between(1, 60), each(0.3)),
    Shape("many options", (15, 25), (5, 15), between(5, 40), each(0.25)),
    Shape("many voters", (4, 8), (60, 150), between(50, 900), popular),
    Shape("same costs", (4, 10), (3, 12), same, each(0.4)),
    Shape("two costs", (4, 9), (4, 12), of(6, 12), each(0.5)),
    Shape("uneven costs", (5, 12), (5, 30), uneven, popular),
    Shape("halves", (3, 8), (3, 12), halves, each(0.4)),
    Shape("hundredths", (3, 7), (4, 10), hundredths, each(0.4)),
    Shape("parties", (6, 12), (9, 30), between(10, 60), parties),
    Shape("choose one", (3, 8), (5, 40), between(10, 100), one, kind="choose-1"),
    Shape("few marks", (6, 14), (5, 25), between(5, 50), few),
    Shape("two kinds of votes", (4, 8), (6, 40), between(5, 60), alike),
    Shape("little money", (4, 8), (5, 15), between(20, 60), each(0.4), budget=(0.0, 0.15)),
    Shape("enough for all", (3, 8), (3, 10), between(1, 20), each(0.4), budget=(1.0, 1.2)),
    Shape("free options", (3, 8), (3, 10), of(0, 0, 7, 12), each(0.4)),
    Shape("points", (3, 8), (3, 12), between(5, 50), few, kind="scoring"),
    Shape("points of many", (4, 8), (20, 60), between(20, 200), popular, kind="scoring"),
    Shape("points to give out", (3, 8), (3, 12), same, few, kind="cumulative"),
    Shape("ranks", (3, 9), (3, 14), between(5, 50), few, kind="ordinal"),
]


def written(number):
    """A decimal number, exact."""
    text = f"{float(number):.2f}"
    assert Fraction(text) == number
    return text.rstrip("0").rstrip(".")


def ballot(shape, rng):
    number = rng.randint(*shape.options)
    voters = rng.randint(*shape.voters)
    # Ids whose alphabetical order is not the published one.
    ids = rng.sample([f"{letter}{n}" for letter in "bca" for n in range(20)], number)
    projects = [Project(name, frac(shape.cost(rng))) for name in ids]
    total = sum(Fraction(str(project.cost)) for project in projects)
    low, high = shape.budget
    share = Fraction(rng.randint(int(low * 100), int(high * 100)), 100)
    budget = Fraction(round(total * share * 2), 2)
    instance = Instance(projects, budget_limit=frac(budget))
    votes = []
    for voter in range(voters):
        named = shape.vote(rng, voter, number)
        if shape.kind == "ordinal":
            points = list(range(len(named), 0, -1))
        elif shape.kind in ("scoring", "cumulative"):
            points = [rng.randint(0, 4) for _ in named]
        else:
            points = [1 for _ in named]
        votes.append(list(zip(named, points)))
    return projects, instance, votes


def profile_of(shape, projects, instance, votes):
    if shape.kind in ("approval", "choose-1"):
        profile = ApprovalProfile(
            [ApprovalBallot(projects[p] for p, _ in vote) for vote in votes]
        )
        return profile, Cost_Sat
    ballots = [
        CardinalBallot({projects[p]: frac(points) for p, points in vote if points})
        for vote in votes
    ]
    return CardinalProfile(ballots), CostTimesPoints


def names(chosen):
    return ",".join(project.name for project in chosen)


def cost_of(chosen):
    return sum((Fraction(str(project.cost)) for project in chosen), Fraction(0))


def count(shape, projects, instance, votes, floor):
    """What pabutools chooses, by every rule."""
    order = {project.name: at for at, project in enumerate(projects)}
    ties = TieBreakingRule(lambda _instance, _profile, project: order[project.name])
    profile, satisfaction = profile_of(shape, projects, instance, votes)
    budget = Fraction(str(instance.budget_limit))

    def greedy(options, money):
        some = Instance(options, budget_limit=frac(money))
        return greedy_utilitarian_welfare(some, profile, satisfaction, tie_breaking=ties)

    yield "greedy", names(greedy(projects, budget))

    by_votes = greedy(projects, cost_of(projects))
    fitting, spent = [], Fraction(0)
    for project in by_votes:
        spent += Fraction(str(project.cost))
        if spent > budget:
            break
        fitting.append(project)
    # With options that cost nothing pabutools has another order, and stopping depends on it.
    if all(project.cost > 0 for project in projects):
        yield "greedy-no-skip", names(fitting)

    points = {project.name: 0 for project in projects}
    for vote in votes:
        for p, given in vote:
            points[projects[p].name] += given
    enough = [project for project in projects if points[project.name] >= floor]
    yield "greedy-threshold", names(greedy(enough, budget))

    def equal_shares(added):
        money = budget + len(votes) * added
        some = Instance(projects, budget_limit=frac(money))
        return method_of_equal_shares(some, profile, satisfaction, tie_breaking=ties)

    last = equal_shares(0)
    yield "equalshares", names(last)
    # Options that cost nothing have no utility for pabutools, which leaves them out.
    wanted = sum(1 for project in projects if project.cost > 0 and points[project.name])
    added = 0
    while len(last) < wanted:
        following = equal_shares(added + 1)
        if cost_of(following) > budget:
            break
        last = following
        added += 1
    yield "equalshares/add1", names(last)
    yield "added", str(added)


def file(shape, projects, instance, votes, floor, rng):
    """The ballot as a .pb file, in one of the spellings that are found."""
    end = rng.choice(["\n", "\r\n"])
    rows = [
        "META",
        "key;value",
        f"description;{shape.name}",
        f"num_projects;{len(projects)}",
        f"num_votes;{len(votes)}",
        f"budget;{written(Fraction(str(instance.budget_limit)))}",
        f"vote_type;{shape.kind}",
        "rule;greedy-threshold",
        f"min_project_score_threshold;{floor}",
        "PROJECTS",
        "project_id;name;cost",
    ]
    rows += [
        f'{project.name};"{project.name}; ""so called""";{written(Fraction(str(project.cost)))}'
        for project in projects
    ]
    pointed = shape.kind in ("scoring", "cumulative")
    rows += ["VOTES", "voter_id;age;vote" + (";points" if pointed else "")]
    for voter, vote in enumerate(votes):
        named = ",".join(projects[p].name for p, _ in vote)
        row = f"{voter};40;{named}"
        if pointed:
            row += ";" + ",".join(str(points) for _, points in vote)
        rows.append(row)
    return end.join(rows) + rng.choice(["", end])


def main():
    rounds = int(sys.argv[1])
    for turn in range(rounds):
        for shape in SHAPES:
            rng = random.Random(f"{shape.name} {turn}")
            projects, instance, votes = ballot(shape, rng)
            floor = rng.randint(0, max(1, len(votes) // 3))
            print(f"# ballot {shape.name}, {turn}")
            for rule, chosen in count(shape, projects, instance, votes, floor):
                print(f"# {rule} {chosen}")
            sys.stdout.write(file(shape, projects, instance, votes, floor, rng))
            print("\n# end")


main()
