internal import LayBounds
public import LayImages

/// Which volumes `volume.list` and `volume.prune` take, as `docker volume ls --filter` does.
///
/// Of several values for one name any will do, but all labels must be there; all names must hold.
public struct VolumeFilter: Sendable {
    private var names: [String] = []
    private var drivers: [String] = []
    private var labels: [String] = []
    private var excludedLabels: [String] = []
    private var isDangling: Bool?
    /// True for `all=true`, which prunes named volumes too.
    public private(set) var takesAll = false

    /// Every volume.
    public init() {}

    /// Reads filters that `list` (`name label dangling driver`) or `prune` (`label label! all`)
    /// takes.
    ///
    /// - Throws: `ImageError` of kind `ValueError` in Docker's words.
    public init(_ pairs: [(key: String, values: [String])], prunes: Bool) throws(ImageError) {
        for (key, values) in pairs {
            switch key {
            case "label": labels += values
            case "name" where !prunes: names += values
            case "driver" where !prunes: drivers += values
            case "label!" where prunes: excludedLabels += values
            case "dangling" where !prunes: isDangling = try Self.flag(key, values)
            case "all" where prunes: takesAll = try Self.flag(key, values)
            default:
                throw .unknownFilter(key, prunes: prunes)
            }
        }
        // A pruned volume is one that nothing uses.
        if prunes { isDangling = true }
    }

    private static func flag(_ key: String, _ values: [String]) throws(ImageError) -> Bool {
        switch values {
        case ["1"], ["true"], ["True"], ["TRUE"], ["t"], ["T"]: return true
        case ["0"], ["false"], ["False"], ["FALSE"], ["f"], ["F"]: return false
        default:
            throw .noFlag(key, values)
        }
    }

    /// True for a volume that the filter takes.
    public func matches(_ volume: Volume, isUsed: Bool) -> Bool {
        func has(_ label: String) -> Bool {
            let parts = label.split(separator: "=", maxSplits: 1).map(String.init)
            return volume.labels.contains {
                $0.key == parts.first && (parts.count == 1 || $0.value == parts[1])
            }
        }
        return (names.isEmpty || names.contains { Self.name($0, matches: volume.name) })
            && (drivers.isEmpty || drivers.contains(volume.driver))
            && labels.allSatisfy(has) && !excludedLabels.contains(where: has)
            && isDangling != isUsed
    }

    /// A part of the name; `^` and `$` tie it to the ends.
    private static func name(_ pattern: String, matches name: String) -> Bool {
        var part = pattern[...]
        let isAtStart = part.first == "^"
        if isAtStart { part = part.dropFirst() }
        let isAtEnd = part.last == "$"
        if isAtEnd { part = part.dropLast() }
        switch (isAtStart, isAtEnd) {
        case (true, true): return name == part
        case (true, false): return name.hasPrefix(part)
        case (false, true): return name.hasSuffix(part)
        case (false, false):
            return part.isEmpty
                || name.indices.contains { name[$0...].hasPrefix(part) }
        }
    }
}
