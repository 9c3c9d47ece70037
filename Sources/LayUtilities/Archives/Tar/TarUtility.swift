internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let tarUtility = Utility(
        "tar", "save many files in one archive and take them out again",
        usage: "[OPTION]... [FILE]...", tarOptions, misuse: 64, modern: TarSettings.modern
    ) { call in
        let settings = try TarSettings(call)
        let run = TarRun(call, settings)
        try run.start()
        if call.status > 1, settings.isGNU {
            try call.complain("Exiting with failure status due to previous errors")
        }
        return call.status
    }.offeringUsage
}

/// A tar at work: what its modes share.
final class TarRun {
    let call: UtilityCall
    let settings: TarSettings
    let names: OwnerNames
    private var removed: Set<[UInt8]> = []

    init(_ call: UtilityCall, _ settings: TarSettings) {
        self.call = call
        self.settings = settings
        names = OwnerNames(call.files)
    }

    var isGNU: Bool { settings.isGNU }

    /// Does what the call asks for.
    ///
    /// - Throws: `UtilityFailure` where it cannot go on, `BoundReached`.
    func start() throws {
        switch settings.mode {
        case .create, .append, .update, .concatenate: try TarCreation(self).start()
        case .delete: try TarDeletion(self).start()
        case .extract: try TarExtraction(self).start()
        case .list: try TarListing(self).start()
        case .compare: try TarComparison(self).start()
        }
    }

    /// Says what is wrong, and goes on.
    ///
    /// - Throws: `BoundReached`.
    func fail(_ message: String) throws {
        try call.complain(message)
        call.status = isGNU ? 2 : 1
    }

    /// Says what cannot be done with a file, and goes on: `tar: FILE: Cannot open: reason`.
    ///
    /// - Throws: the error where it is a bound of the host.
    func fail(_ name: [UInt8], _ verb: String, _ error: FileError) throws {
        if let bound = error.bound { throw bound }
        try fail("\(shown(name)): Cannot \(verb): \(error.reason)")
    }

    /// What ends everything: a message, and that nothing more is done.
    ///
    /// - Throws: `BoundReached`.
    func fatal(_ message: String) throws -> UtilityFailure {
        try call.complain(message)
        return isGNU
            ? UtilityFailure("Error is not recoverable: exiting now", status: 2)
            : UtilityFailure(nil, status: 1)
    }

    /// A name as lists and messages show it.
    func shown(_ name: [UInt8]) -> String {
        isGNU ? TarNames.escaped(name) : call.text(name)
    }

    /// A name without what would lead out of the directory; tells once for each beginning that goes.
    ///
    /// - Throws: `BoundReached`.
    func safe(_ name: [UInt8], isTarget: Bool = false) throws -> [UInt8] {
        if settings.keepsAbsolute { return name }
        let (prefix, rest) = TarNames.safe(name)
        if !prefix.isEmpty, removed.insert(isTarget ? prefix + [0] : prefix).inserted {
            try call.context.hold(prefix.count + 64)
            let what = isTarget ? "hard link targets" : "member names"
            try call.complain("Removing leading `\(shown(prefix))' from \(what)")
        }
        return rest
    }

    /// The name under which a member is extracted or added; empty where nothing is left of it.
    ///
    /// - Throws: `BoundReached`.
    func transformed(_ name: [UInt8], _ kind: TarTransform.NameKind) throws -> [UInt8] {
        var result = name
        for transform in settings.transforms {
            result = try transform.apply(to: result, kind, call.context)
        }
        if kind == .symbolicTarget { return result }
        result = try safe(result, isTarget: kind == .hardTarget)
        return TarNames.stripped(result, settings.strippedComponents)
    }

    /// Writes a line of a list: names alone, or all that `ls -l` would tell.
    ///
    /// - Throws: `BoundReached`.
    func list(_ line: String) throws {
        if settings.listsToErrors {
            try call.flush()
            try call.context.errors.write(line + "\n")
        } else {
            try call.write(line + "\n")
        }
    }
}

/// Names of members, as texts.
enum TarNames {
    private static let slash = UInt8(ascii: "/")

    /// What leads out of the directory, and the rest; `.` where nothing is left.
    static func safe(_ name: [UInt8]) -> (prefix: [UInt8], rest: [UInt8]) {
        var end = 0
        var start = 0
        while start < name.count {
            let next = name[start...].firstIndex(of: slash) ?? name.count
            if name[start..<next].elementsEqual("..".utf8) { end = next }
            start = next + 1
        }
        while end < name.count, name[end] == slash { end += 1 }
        let rest = Array(name[end...])
        return (Array(name[..<end]), rest.isEmpty ? [UInt8(ascii: ".")] : rest)
    }

    /// True for a name with a `..` among its parts.
    static func climbs(_ name: [UInt8]) -> Bool { FileName.hasParents(name) }

    /// A name without its first parts; empty where there are no more.
    static func stripped(_ name: [UInt8], _ count: Int) -> [UInt8] {
        if count == 0 { return name }
        var place = 0
        for _ in 0..<count {
            guard let next = name[place...].firstIndex(of: slash) else { return [] }
            place = next
            while place < name.count, name[place] == slash { place += 1 }
            if place == name.count { return [] }
        }
        return Array(name[place...])
    }

    /// A name with escapes for what is no printable character of ASCII.
    static func escaped(_ name: [UInt8]) -> String {
        if name.allSatisfy({ (32..<127).contains($0) && $0 != 92 }) {
            return String(decoding: name, as: UTF8.self)
        }
        var text = ""
        for byte in name {
            switch byte {
            case 7: text += "\\a"
            case 8: text += "\\b"
            case 9: text += "\\t"
            case 10: text += "\\n"
            case 11: text += "\\v"
            case 12: text += "\\f"
            case 13: text += "\\r"
            case 92: text += "\\\\"
            case 127: text += "\\177"
            case 32..<127: text.unicodeScalars.append(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 8)
                text += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            }
        }
        return text
    }
}
