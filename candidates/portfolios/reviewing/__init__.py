"""The reviewer's evening: what waits, the rating screen, handing in, stopping."""
