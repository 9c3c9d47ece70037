public import LayArchive
internal import LayContainers

/// What a build says of its steps: as lines for people, and as JSON.
public struct BuildReport {
    /// The steps.
    public let steps: [StepReport]

    /// The report of these steps.
    public init(_ steps: [StepReport]) { self.steps = steps }

    /// What no key tells.
    private static let unseen = [
        "modification times", "what secrets hold", "proxies", "cache mounts",
    ]

    /// A line for each step with how its result came about, and below it the cause of a miss, what
    /// changed, and what to do.
    public var lines: [String] {
        var lines: [String] = []
        for step in steps {
            lines.append("\(step.word == "FROM" ? "base     " : step.state)  \(step.name.title)")
            if let source = step.source { lines.append("           from the cache in \(source)") }
            if let note = step.note { lines.append("           \(note)") }
            guard let cause = step.cause else { continue }
            lines.append("           line \(step.name.lines.lowerBound): \(cause.text)")
            if let source = cause.source {
                lines.append("           compared with the cache in \(source)")
            }
            if cause.changes.count > 1 {
                for change in cause.changes.prefix(8) {
                    lines.append("             \(change.text)")
                }
                if cause.changes.count > 8 {
                    lines.append("             and \(cause.changes.count - 8) more")
                }
            }
            if let advice = cause.advice { lines.append("           advice: \(advice)") }
        }
        let made = steps.filter { $0.word != "FROM" }
        let hits = made.count { $0.origin == .cached }
        lines.append("\(hits) of \(made.count) steps came from the cache")
        if !made.isEmpty {
            lines.append(
                "not looked at: \(Self.unseen.joined(separator: ", "))")
        }
        return lines
    }

    /// The steps as JSON: an object each.
    public var document: JSONValue {
        .array(
            steps.map { step in
                var object: JSONObject = [
                    "step": .int(Int64(step.name.number)), "stage": .int(Int64(step.name.stage)),
                    "line": .int(Int64(step.name.lines.lowerBound)),
                    "title": .string(step.name.title), "instruction": .string(step.word),
                    "result": .string(step.word == "FROM" ? "base" : step.state.trimmed),
                ]
                if let source = step.source { object["cache"] = .string(source) }
                if let note = step.note { object["note"] = .string(note) }
                guard let cause = step.cause else { return .object(object) }
                object["cause"] = .string(cause.kind.rawValue)
                object["text"] = .string(cause.text)
                if let root = cause.root { object["root"] = .int(Int64(root)) }
                object["changes"] = .array(
                    cause.changes.map { change in
                        .object([
                            "what": .string(change.what),
                            "old": change.old.map { .string($0) } ?? .null,
                            "new": change.new.map { .string($0) } ?? .null,
                        ])
                    })
                if let source = cause.source { object["compared_with"] = .string(source) }
                object["not_looked_at"] = .array(Self.unseen.map { .string($0) })
                if let advice = cause.advice { object["advice"] = .string(advice) }
                return .object(object)
            })
    }
}

extension StepReport {
    /// `hit`, `miss`, `forced` or `uncacheable`, in one width.
    fileprivate var state: String {
        switch origin {
        case .cached: "hit      "
        case .made: "miss     "
        case .forced: "forced   "
        case .uncacheable: "no cache "
        }
    }
}

extension MissCause.Change {
    /// In one line.
    fileprivate var text: String {
        "\(what): \(ShownChange(self, none: "not there", most: 60).text)"
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
