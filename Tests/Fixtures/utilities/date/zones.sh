TZ=EST5EDT,M3.2.0,M11.1.0 date -d @1593619200
TZ=EST5EDT,M3.2.0,M11.1.0 date -d @1577882040 '+%H:%M %Z %z'
TZ=UTC0 date -d @0 +%Z
TZ=XYZ-3 date -d @0 '+%H %Z %z'
TZ=UTC+3 date -d '1970-01-01 00:00' +%s
