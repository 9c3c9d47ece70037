import Testing

@testable import LayCommands

/// Numbers and durations of the command line, and the memory that there is.
@Suite struct LimitOptionTests {
    @Test(arguments: [
        ("0", 0), ("500000", 500_000), ("1_000", 1000), ("10M", 10_000_000), ("2G", 2_000_000_000),
        ("1.5k", 1500), ("3T", 3_000_000_000_000),
    ])
    func `a number is read`(text: String, count: Int) {
        #expect(Quantity.count(text) == count)
    }

    @Test(arguments: ["", "M", "-1", "1x", "1.", ".5", "1e3", "0x10", "1.2.3", "99999999999T", "١"])
    func `another text is no number`(text: String) {
        #expect(Quantity.count(text) == nil)
    }

    @Test(arguments: [
        ("500ms", Duration.milliseconds(500)), ("10s", .seconds(10)), ("2m", .seconds(120)),
        ("1h30m", .seconds(5400)), ("1.5s", .milliseconds(1500)), ("0s", .zero),
    ])
    func `a duration is read`(text: String, duration: Duration) {
        #expect(Quantity.duration(text) == duration)
    }

    @Test(arguments: ["", "10", "s", "1h30", "-1s", "1 s", "1d", "1.s", "9999999h", "1s,2s"])
    func `another text is no duration`(text: String) {
        #expect(Quantity.duration(text) == nil)
    }

    @Test func `the cgroups around a process bound its memory`() {
        let files = [
            "/sys/fs/cgroup/a/b/memory.max": "max\n", "/sys/fs/cgroup/a/memory.max": "1000\n",
            "/sys/fs/cgroup/memory.max": "2000\n",
            "/sys/fs/cgroup/memory/c/memory.limit_in_bytes": "700\n",
            "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
        ]
        func limit(_ membership: String) -> Int? {
            AvailableMemory.groupLimit(membership: membership) { files[$0] }
        }
        #expect(limit("0::/a/b\n") == 1000)
        #expect(limit("0::/elsewhere/x\n") == 2000)
        #expect(limit("0::/\n") == 2000)
        #expect(limit("5:cpu,cpuacct:/c\n4:memory:/c/d\n") == 700)
        #expect(limit("4:memory:/\n") == nil)
        #expect(limit("0::/a/b\n4:memory:/c\n") == 700)
        #expect(limit("") == nil)
    }

    @Test func `a script's standard limit fits the machine`() {
        #expect(AvailableMemory.standardLimit >= 16 << 20)
        #expect(AvailableMemory.standardLimit < 1 << 46)
    }
}
