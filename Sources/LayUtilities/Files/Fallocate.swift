internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let fallocateUtility = Utility(
        "fallocate", "make room for a file", usage: "[options] <filename>",
        [
            UtilityOption("-c, --collapse-range", "remove a range", .missing, .gnu),
            UtilityOption("-d, --dig-holes", "holes for zeros", .works, .gnu),
            UtilityOption("-i, --insert-range", "insert a hole", .missing, .gnu),
            UtilityOption("-l, --length NUM", "bytes"),
            UtilityOption("-n, --keep-size", "the size stays", .works, .gnu),
            UtilityOption("-o, --offset NUM", "where the bytes begin"),
            UtilityOption("-p, --punch-hole", "zeros for a range", .works, .gnu),
            UtilityOption("-z, --zero-range", "zeros for a range, which may extend", .works, .gnu),
            UtilityOption("-x, --posix", "as POSIX has it", .idle("as without"), .gnu),
            UtilityOption("-v, --verbose", "tell of it", .works, .gnu),
        ]
    ) { call in
        let isGNU = call.manner == .gnu
        guard let name = call.operands.first else {
            if !isGNU { throw call.misuse("missing FILE") }
            throw UtilityFailure("no filename specified")
        }
        let length = try size("l", "length", call)
        let offset = try size("o", "offset", call) ?? 0
        if length == nil, !call.has("d") {
            if !isGNU { throw call.misuse("missing -l") }
            throw UtilityFailure("no length argument specified")
        }
        if call.operands.count > 1 {
            if !isGNU { throw call.misuse("extra operand") }
            throw UtilityFailure("unexpected number of arguments")
        }
        let (end, overflow) = offset.addingReportingOverflow(length ?? 0)
        if overflow { throw UtilityFailure("fallocate failed: File too large") }
        if length == 0, !isGNU {
            throw UtilityFailure("fallocate '\(call.text(name))': Invalid argument")
        }
        do {
            try allocate(name, offset..<end, call)
        } catch let error as FileError where error.bound == nil {
            throw UtilityFailure(
                isGNU
                    ? "cannot open \(call.text(name)): \(error.reason)"
                    : "can't open '\(call.text(name))': \(error.reason)")
        }
        if call.has("v") {
            let bytes = call.has("d") ? 0 : length ?? 0
            let what =
                call.has("d")
                ? "converted to sparse holes"
                : call.has("p") ? "hole created" : call.has("z") ? "zeroed" : "allocated"
            try call.write("\(call.text(name)): \(binarySize(bytes)) (\(bytes) bytes) \(what).\n")
        }
        return 0
    }

    private static func size(_ key: String, _ what: String, _ call: UtilityCall) throws -> Int? {
        guard let text = call.options.value(key) else { return nil }
        guard let value = SizeText.number(text),
            value > 0 || what == "offset" || call.manner != .gnu
        else {
            throw UtilityFailure(
                call.manner == .gnu
                    ? "invalid \(what) value specified" : "invalid number '\(call.text(text))'")
        }
        return value
    }

    /// `1.5 KiB`: at most one digit behind the point, rounded to the nearest.
    private static func binarySize(_ bytes: Int) -> String {
        var (unit, index) = (1, 0)
        while bytes / unit >= 1024, index < 6 {
            unit <<= 10
            index += 1
        }
        if index == 0 { return "\(bytes) B" }
        var whole = bytes / unit
        let rest = bytes % unit
        // The rest in 1024ths of a unit, which do not overflow.
        var tenths = (rest / (unit >> 10) * 10 + 512) / 1024
        if tenths == 10 { (whole, tenths) = (whole + 1, 0) }
        let names = Array("KMGTPE")
        return "\(whole)\(tenths > 0 ? ".\(tenths)" : "") \(names[index - 1])iB"
    }

    private static func allocate(
        _ name: [UInt8], _ range: Range<Int>, _ call: UtilityCall
    ) throws {
        let keepsFile = call.options.has(any: "p", "z", "d")
        let file = try call.context.open(
            call.path(name), keepsFile ? [.read, .write] : [.write, .create])
        // Holes and blocks are one in a model.
        if call.has("d") { return }
        let size = try file.size
        if keepsFile {
            let end = min(range.upperBound, size)
            var place = range.lowerBound
            try file.seek(to: place)
            while place < end {
                let count = min(end - place, 1 << 16)
                try call.context.account.work(count)
                try file.write([UInt8](repeating: 0, count: count))
                place += count
            }
        }
        if range.upperBound > size, !call.has("n"), !call.has("p") {
            try call.files.truncate(call.path(name), to: range.upperBound)
        }
    }
}
