"""The name a portfolio goes by where its candidate must not be known: two words and a number, made up by chance."""

import secrets

TREES = """
Alder Ash Aspen Beech Birch Cedar Cherry Clover Cypress Elder Elm Fern Fir Hawthorn Hazel Heather
Holly Ivy Juniper Larch Laurel Lilac Linden Maple Moss Mulberry Myrtle Oak Olive Pine Poplar Reed
Rowan Sage Sedge Spruce Sumac Thistle Tulip Willow Yarrow Yew
"""
BIRDS = """
Avocet Bittern Bunting Crane Curlew Dunlin Egret Falcon Finch Grebe Heron Jay Kestrel Kingfisher
Kinglet Lapwing Lark Linnet Loon Magpie Martin Merlin Oriole Osprey Owl Petrel Pipit Plover Quail
Raven Robin Sandpiper Snipe Sparrow Starling Swallow Swift Tanager Teal Tern Thrush Towhee Vireo
Warbler Wren
"""


def new_alias() -> str:
    """For example “Cedar Wren 418”. It says nothing of the candidate, and no two portfolios share one."""
    words = (secrets.choice(kind.split()) for kind in (TREES, BIRDS))
    return f"{' '.join(words)} {secrets.randbelow(900) + 100}"
