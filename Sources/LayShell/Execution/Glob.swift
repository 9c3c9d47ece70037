internal import LayBounds
internal import LayFiles

/// Finds the files whose paths fit a pattern.
enum Glob {
    /// About how many bytes a name takes beside its own.
    private static let nameBytes = 64

    static func expand(_ pattern: String, _ context: ProgramContext) throws -> [String] {
        let isAbsolute = pattern.hasPrefix("/")
        let parts = pattern.split(separator: "/").map(String.init)
        var found = [isAbsolute ? "/" : ""]
        var held = 0
        defer { context.account.release(held) }
        func hold(_ name: String) throws {
            let size = name.utf8.count + Self.nameBytes
            try context.account.hold(size)
            held += size
        }
        for (index, part) in parts.enumerated() {
            let matcher = ShellPattern(part)
            var next: [String] = []
            for base in found {
                try context.step()
                if !part.contains(where: { "*?[\\".contains($0) }) {
                    let name = base + part
                    if (try? context.files.entry(at: context.path(name), follow: false)) != nil {
                        next.append(name + (index < parts.count - 1 ? "/" : ""))
                    }
                    continue
                }
                guard let items = try? context.files.list(context.path(base.isEmpty ? "." : base))
                else { continue }
                for item in items {
                    try context.account.step()
                    let name = String(decoding: item.name, as: UTF8.self)
                    if name.hasPrefix("."), !part.hasPrefix(".") { continue }
                    guard matcher.matches(name) else { continue }
                    try hold(base + name)
                    if index < parts.count - 1 {
                        guard
                            let entry = try? context.files.entry(
                                at: context.path(base + name), follow: true),
                            entry.node.kind == .directory
                        else { continue }
                        next.append(base + name + "/")
                    } else {
                        next.append(base + name)
                    }
                }
            }
            found = next
        }
        return found
    }
}
