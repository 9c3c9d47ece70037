internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let touchUtility = Utility(
        "touch", "set the times of files, or make them", usage: "[OPTION]... FILE...",
        [
            UtilityOption("-a", "the time of the last reading alone"),
            UtilityOption("-c, --no-create", "make no files"),
            UtilityOption("-d, --date=STRING", "this time, and not now"),
            UtilityOption("-f", "nothing", .idle("as in touch")),
            UtilityOption("-h, --no-dereference", "links themselves"),
            UtilityOption("-m", "the time of the last change alone"),
            UtilityOption("-r, --reference=FILE", "the time of this file"),
            UtilityOption("-t STAMP", "the time of [[CC]YY]MMDDhhmm[.ss]"),
            UtilityOption("--time=WORD", "access, atime, use, modify, mtime", .works, .gnu),
        ]
    ) { call in
        if call.operands.isEmpty { throw call.misuse("missing file operand") }
        let time = try touchTime(call)
        // A tree has one time, which is that of the last change.
        let word = call.options.text("time").map { ["atime", "access", "use"].contains($0) }
        let isReading = call.has("a") && !call.has("m") || word == true && !call.has("m")
        try call.eachOperand { name in
            do {
                try touch(name, time, isReading: isReading, call)
            } catch let error as FileError {
                if call.manner == .busybox {
                    try call.complain(name, error)
                } else {
                    try call.cannot("touch", name, error)
                }
            }
        }
        return call.status
    }

    private static func touch(
        _ name: [UInt8], _ time: Nanoseconds, isReading: Bool, _ call: UtilityCall
    ) throws {
        // The standard output, which has no time here.
        if name == [UInt8(ascii: "-")], call.manner == .gnu { return }
        let isLink = call.has("h")
        let place: TreePath
        do {
            let entry = try call.entry(name, follow: !isLink)
            place = entry.path
        } catch {
            guard error.code == .notFound else { throw error }
            if call.has("c") { return }
            if isLink, call.manner == .gnu { throw error }
            place = try call.place(name)
            if FileName.namesDirectory(name) { throw FileError(.notFound, place) }
            try call.files.write(.empty, to: place, creating: call.newAttributes(0o666))
            if !call.options.has(any: "d", "t", "r") { return }
            return try call.files.setModified(time, of: place, follow: true)
        }
        if isReading { return }
        try call.files.setModified(time, of: place, follow: false)
    }

    private static func touchTime(_ call: UtilityCall) throws -> Nanoseconds {
        var time = call.files.now
        if let reference = call.options.value("r") {
            do {
                time = try call.entry(reference, follow: !call.has("h")).node.modified
            } catch {
                if let bound = error.bound { throw bound }
                let verb =
                    call.manner == .gnu ? "failed to get attributes of" : "can't stat"
                throw UtilityFailure("\(verb) \(call.quoted(reference)): \(error.reason)")
            }
        }
        if call.options.has(any: "r", "d"), call.has("t"), call.manner == .gnu {
            throw call.misuse("cannot specify times from more than one source")
        }
        guard let key = call.options.last(of: "d", "t"), let text = call.options.value(key) else {
            return time
        }
        let isBusybox = call.manner == .busybox
        let found =
            key == "t" || isBusybox
            ? DateText.stamp(text, now: call.files.now, zone: call.zone) : nil
        // Busybox reads both alike, and images that have it write `-t @SECONDS`.
        let isDate = key == "d" || text.first == UInt8(ascii: "@")
        let read = isDate ? DateText.time(text, now: time, zone: call.zone) : nil
        // Busybox reads fewer dates: none with a T or a zone.
        let isRefused =
            isBusybox && text.contains { $0 == UInt8(ascii: "T") || $0 == UInt8(ascii: "Z") }
        guard let time = found ?? (isRefused ? nil : read) else {
            let what = isBusybox ? "date" : "date format"
            throw UtilityFailure("invalid \(what) \(call.quoted(text))")
        }
        return time
    }
}
