"""What pages show: plain, typed, frozen records that an adapter fills from the services."""
