internal import LayBounds
internal import LayContainers
internal import LayDockerfile
internal import LayImages

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// BuildKit's plain progress, on the error output: each step by a number, what it wrote, and how it
/// ended.
final class BuildProgress {
    private let isQuiet: Bool
    private var number = 0
    private var began = 0.0
    private var pending: [UInt8] = []
    /// What the step that goes on wrote last, for a failure.
    private var tail: [String] = []
    private var warnings: [Dockerfile.Warning] = []
    /// The steps that ended.
    private(set) var steps: [StepReport] = []
    /// The view of a terminal, in the place of the lines.
    private let screen: LiveScreen?
    /// True where numbered lines are told.
    private var isPlain: Bool { !isQuiet && screen == nil }

    /// - Parameter isLive: true to draw on the terminal.
    init(isQuiet: Bool, isLive: Bool = false) {
        self.isQuiet = isQuiet
        screen = isLive && !isQuiet ? LiveScreen(now: Self.now) : nil
    }

    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func line(_ text: String) {
        if isPlain { Terminal.error("#\(number) \(text)") }
    }

    private func begin(_ title: String) {
        if number > 0, isPlain { Terminal.error("") }
        number += 1
        began = Self.now
        tail = []
        line(title)
        screen?.change { $0.begin(title, now: began) }
    }

    /// Tells that what began is over.
    private func end(isCached: Bool = false) {
        line(isCached ? "CACHED" : "DONE \(elapsed)")
        screen?.change { $0.end(isCached: isCached, now: Self.now) }
    }

    private var elapsed: String { Self.fixed(Self.now - began, 1) + "s" }

    static func fixed(_ value: Double, _ digits: Int) -> String {
        let scale = digits == 1 ? 10 : 1000
        let whole = Int((value * Double(scale)).rounded(.down))
        let rest = "\(whole % scale)"
        return "\(whole / scale)." + String(repeating: "0", count: digits - rest.count) + rest
    }

    /// Tells of the Dockerfile that was read.
    func loaded(_ name: String, _ count: Int) {
        begin("[internal] load build definition from \(name.split(separator: "/").last ?? "-")")
        line("transferring dockerfile: \(count)B done")
        end()
    }

    func show(_ event: BuildEvent) {
        switch event {
        case .planned(let plan):
            screen?.change { $0.total = 2 + plan.stepCount }
            for wave in plan.waves where wave.count > 1 {
                let names = plan.stages.filter { wave.contains($0.index) }.map(\.name)
                line("stages that do not depend on each other: \(names.joined(separator: ", "))")
            }
            guard !plan.unused.isEmpty else { return }
            let numbers = plan.unused.map { "\($0)" }.joined(separator: ", ")
            line("stages that nothing needs: \(numbers)")
        case .started(let name): begin(name.title)
        case .output(_, let bytes): write(bytes)
        case .finished(let step):
            flush()
            steps.append(step)
            end(isCached: step.word != "FROM" && step.origin == .cached)
        case .warning(let warning): warnings.append(warning)
        }
    }

    /// Tells what was odd, when the rest is told.
    private func tellWarnings() {
        if isQuiet || warnings.isEmpty { return }
        let count = warnings.count == 1 ? "1 warning" : "\(warnings.count) warnings"
        Terminal.error("\n \(count) found:")
        for warning in warnings {
            let rule = warning.rule.isEmpty ? "" : "\(warning.rule): "
            Terminal.error(" - \(rule)\(warning.message) (line \(warning.lines.lowerBound))")
        }
    }

    private func write(_ bytes: [UInt8]) {
        pending += bytes
        guard let last = pending.lastIndex(of: 0x0a) else { return }
        for line in pending[..<last].split(separator: 0x0a, omittingEmptySubsequences: false) {
            show(Array(line))
        }
        pending.removeFirst(last + 1)
    }

    private func flush() {
        if !pending.isEmpty { show(pending) }
        pending = []
    }

    private func show(_ bytes: [UInt8]) {
        let text = "\(Self.fixed(Self.now - began, 3)) \(String(decoding: bytes, as: UTF8.self))"
        tail.append(text)
        if tail.count > 20 { tail.removeFirst() }
        line(text)
        screen?.change { $0.add(String(decoding: bytes, as: UTF8.self), now: Self.now) }
    }

    /// Tells of the image that was built.
    func finish(_ image: Image, _ references: [Reference]) {
        begin("exporting to image")
        line("writing image \(image.id) done")
        for reference in references { line("naming to \(reference) done") }
        end()
        screen?.finish { $0.finish(now: Self.now) }
        if screen != nil {
            Terminal.error("image \(image.id)")
            for reference in references { Terminal.error("named \(reference)") }
        }
        tellWarnings()
    }

    /// Tells why a build failed: the step, the last it wrote, and its place in the file.
    ///
    /// - Parameter checked: the file as it was named, for what `--check` finds, which builds nothing.
    func fail(_ error: any Error, ofCheck checked: String? = nil) {
        flush()
        screen?.finish { view in
            view.end(isFailed: true, now: Self.now)
            view.finish(now: Self.now)
        }
        var (message, help) = ("\(error)", (error as? ImageError)?.help)
        var places:
            [(file: String, lines: ClosedRange<Int>, excerpt: [(line: Int, text: String)])] =
                []
        if let failure = error as? BuildFailure {
            help = failure.help
            places = [(failure.file, failure.lines, failure.excerpt)]
            if let step = failure.step {
                line("ERROR: \(failure.message)")
                if !tail.isEmpty {
                    Terminal.error("------\n > \(step.title):")
                    for text in tail { Terminal.error(text) }
                    Terminal.error("------")
                }
            }
            if let status = failure.status {
                message = failure.message
                if let container = failure.container {
                    help =
                        "--debug goes on in the step's files; its container \(container.prefix(12)) keeps them (status \(status))"
                }
            }
        } else if let fault = error as? DockerfileError {
            help = fault.help
            if let lines = fault.lines { places = [(fault.file, lines, fault.excerpt)] }
            places += fault.further.map { (fault.file, $0.lines, $0.excerpt) }
        } else if let complaint = error as? Complaint {
            help = complaint.help
        } else if let bound = error as? BoundReached {
            message = bound.message
        }
        for place in places {
            for line in Self.excerpt(checked ?? place.file, place.lines, place.excerpt) {
                Terminal.error(line)
            }
        }
        tellWarnings()
        Terminal.error("ERROR: \(checked != nil ? "" : "failed to build: ")\(message)")
        if let help { Terminal.error("help: \(help)") }
    }

    /// Lines of a file with their numbers, those that are meant marked, as BuildKit shows them.
    static func excerpt(
        _ file: String, _ lines: ClosedRange<Int>, _ excerpt: [(line: Int, text: String)]
    ) -> [String] {
        let rule = String(repeating: "-", count: 20)
        return ["\(file):\(lines.lowerBound)", rule]
            + excerpt.map { number, text in
                let mark = lines.contains(number) ? ">>>" : "   "
                let padding = String(repeating: " ", count: max(0, 4 - "\(number)".count))
                return "\(padding)\(number) | \(mark) \(text)"
            } + [rule]
    }
}
