/// When a run has to end, by the clock on the wall.
final class Deadline {
    private let time: Duration?
    private let elapsed: () -> Duration
    private var end: Duration?

    /// Runs may take `time`; without one no clock is read.
    init(_ time: Duration?, elapsed: (() -> Duration)?) {
        self.time = time
        let start = ContinuousClock.now
        self.elapsed = elapsed ?? { ContinuousClock.now - start }
    }

    /// Begins a run.
    func begin() { end = time.map { elapsed() + $0 } }

    /// Calls `body`, which may begin a run of its own; its time does not count for this one.
    func apart<Result>(_ body: () -> Result) -> Result {
        guard let end else { return body() }
        let left = end - elapsed()
        defer { self.end = elapsed() + left }
        return body()
    }

    /// True when the run has taken its time.
    var isOver: Bool {
        guard let end else { return false }
        return elapsed() > end
    }

    /// What is to be said when it has.
    var reason: String? {
        guard isOver, let time else { return nil }
        return "the script ran longer than \(time.text)"
    }
}

extension Duration {
    /// As people write it: `1.5 s`.
    fileprivate var text: String {
        let (seconds, attoseconds) = components
        let thousandths = Int(attoseconds / 1_000_000_000_000_000)
        if seconds == 0, thousandths > 0 { return "\(thousandths) ms" }
        return thousandths == 0
            ? "\(seconds) s" : "\(Double(seconds) + Double(thousandths) / 1000) s"
    }
}
