/// Times as utilities show them, in the zone of a process.
package enum TimeText {
    /// The text of a format of GNU's `date`.
    package static func text(
        _ format: [UInt8], seconds: Int, nanoseconds: Int = 0, zone: [UInt8]
    ) -> [UInt8] {
        TimeFormat.format(
            format, seconds: seconds, nanoseconds: nanoseconds, zone: TimeZoneRule(zone))
    }

    /// The seconds that clocks are ahead of UTC at a moment.
    package static func offset(at seconds: Int, zone: [UInt8]) -> Int {
        TimeZoneRule(zone).state(at: seconds).offset
    }
}
