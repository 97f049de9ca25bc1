"""What `bin/demo` and `bin/with-postgres` share: a PostgreSQL of our own and child processes that never outlive us."""
