"""Rules between the fields of a scenario: one function for each fault.

A rule looks at a draft and gives the problems of its kind. It leaves out what it cannot judge
because of a fault that is reported already.
"""

from collections.abc import Callable, Iterable

from corridor.errors import Problem
from corridor.scenario.check.entries import (
    fault_of_event_value,
    fault_of_onward,
    fault_of_settings,
    missing_or_needless_capacity,
    missing_or_needless_people,
    missing_setting_of_driver,
    missing_source,
    needless_field_of_place,
    no_place_of_a_needed_kind,
    origin_without_a_group,
    parameter_bounds_out_of_order,
    parameter_without_published,
    repeated_id,
    repeated_onward,
)
from corridor.scenario.check.names import (
    link_to_itself,
    onward_between_other_places,
    parameter_without_use,
    replaces_in_a_circle,
    unknown_count_place,
    unknown_driver,
    unknown_event_target,
    unknown_group_or_place_of_choice,
    unknown_link_place,
    unknown_onward_place,
    unknown_parameter,
    unknown_place_of_row,
    unknown_replaced_event,
    unknown_target_of_action,
)
from corridor.scenario.check.network import (
    coordinates_swapped,
    link_shorter_than_a_straight_line,
    link_too_fast,
    onward_target_out_of_reach,
    origin_without_a_way_out,
)
from corridor.scenario.check.numbers import (
    draws_out_of_range,
    fault_of_claims,
    shares_above_one,
    wrong_unit,
)
from corridor.scenario.check.times import (
    as_of_long_after_start,
    as_of_not_after_start,
    count_published_before_it_held,
    fault_of_since,
    replaced_before_published,
)
from corridor.scenario.check.variants import fault_of_variant
from corridor.scenario.draft import Draft

RULES: tuple[Callable[[Draft], Iterable[Problem]], ...] = (
    repeated_id,
    repeated_onward,
    missing_source,
    no_place_of_a_needed_kind,
    origin_without_a_group,
    missing_or_needless_people,
    missing_or_needless_capacity,
    needless_field_of_place,
    missing_setting_of_driver,
    fault_of_settings,
    fault_of_onward,
    fault_of_event_value,
    parameter_bounds_out_of_order,
    parameter_without_published,
    unknown_link_place,
    link_to_itself,
    unknown_event_target,
    unknown_driver,
    unknown_target_of_action,
    unknown_place_of_row,
    unknown_group_or_place_of_choice,
    unknown_replaced_event,
    replaces_in_a_circle,
    unknown_count_place,
    unknown_onward_place,
    onward_between_other_places,
    unknown_parameter,
    parameter_without_use,
    fault_of_claims,
    wrong_unit,
    draws_out_of_range,
    shares_above_one,
    coordinates_swapped,
    link_shorter_than_a_straight_line,
    link_too_fast,
    origin_without_a_way_out,
    onward_target_out_of_reach,
    as_of_long_after_start,
    as_of_not_after_start,
    count_published_before_it_held,
    fault_of_since,
    replaced_before_published,
    fault_of_variant,
)


def check(draft: Draft) -> list[Problem]:
    """Every problem that any rule finds, each once."""
    return list(dict.fromkeys(problem for rule in RULES for problem in rule(draft)))
