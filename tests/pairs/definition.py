"""Definitions out of choices: a base, and what each choice sets in it."""

import copy
import re
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
STEP = re.compile(r"([^.\[\]]+)|\[([^\]]+)\]")


class Switches:
    """The table of switches.toml: switch → choice → what it sets. The first choice of each is the default."""

    def __init__(self, path=HERE / "switches.toml"):
        table = tomllib.loads(path.read_text())
        self.short, self.base = table["short"], table["base"]
        self.switches = table["switch"]

    def values(self):
        """Every (switch, choice), in the table's order."""
        return [(switch, choice) for switch, choices in self.switches.items() for choice in choices]

    def defaults(self):
        return {switch: next(iter(choices)) for switch, choices in self.switches.items()}

    def definition(self, chosen):
        """The definition with these choices, the defaults where a switch is not named."""
        properties = {}
        for settings in (self.base, *(self.switches[switch][choice] for switch, choice in (self.defaults() | chosen).items())):
            for path, value in settings.items():
                first, dot, rest = path.partition(".")
                self._set(properties, self.short.get(first, first) + dot + rest, copy.deepcopy(value))
        location = properties.pop("location")
        return {"apiVersion": "vlabs", "location": location, "properties": properties}

    def _set(self, properties, path, value):
        steps = [(name, element) for name, element in STEP.findall(path)]
        here = properties
        for (name, element), after in zip(steps, [*steps[1:], None]):
            if element == "*":  # every element that the list has by now
                for one in here:
                    self._set(one, path.partition("[*].")[2], copy.deepcopy(value))
                return
            if element:  # the element of this name, of a list
                found = next((one for one in here if one.get("name") == element), None)
                if found is None:
                    found = {"name": element}
                    here.append(found)
                here = found
            elif after is None:
                here[name] = here[name] + value if isinstance(value, list) and name in here else value
            else:
                here = here.setdefault(name, [] if after[1] else {})
        if steps[-1][1]:
            here.update(value)
