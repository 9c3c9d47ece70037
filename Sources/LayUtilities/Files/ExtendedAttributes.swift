internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let getfattrUtility = Utility(
        "getfattr", "print extended attributes", usage: "[OPTION]... FILE...",
        [
            UtilityOption("-n, --name=NAME", "this one"),
            UtilityOption("-d, --dump", "all with their values"),
            UtilityOption("-e, --encoding=HOW", "values as text, hex or base64"),
            UtilityOption("-m, --match=PATTERN", "names that fit; - for all"),
            UtilityOption("-h, --no-dereference", "links themselves"),
            UtilityOption("-R, --recursive", "directories with all below them"),
            UtilityOption("-L, --logical", "follow all links"),
            UtilityOption("-P, --physical", "follow no links"),
            UtilityOption("--only-values", "values as they are"),
            UtilityOption("--absolute-names", "keep slashes in front of names"),
        ]
    ) { call in
        if call.operands.isEmpty { throw call.misuse("missing operand") }
        let follows = !call.has("h")
        for word in call.operands {
            do {
                guard call.has("R") else {
                    try showAttributes(word, try call.entry(word, follow: follows), call)
                    continue
                }
                var walk = try FileWalk(
                    word, call, followsFirst: follows, follows: call.has("L"))
                while let step = try walk.next() {
                    guard case .found(let place) = step else { continue }
                    try showAttributes(place.name, place.entry, call)
                }
            } catch {
                try call.complain(word, error)
            }
        }
        return call.status
    }

    private static func showAttributes(
        _ name: [UInt8], _ entry: FileEntry, _ call: UtilityCall
    ) throws {
        let all = entry.node.attributes.extendedAttributes
        var shown: [ExtendedAttribute]
        if let wanted = call.options.value("n") {
            shown = all.filter { $0.name == wanted }
            if shown.isEmpty {
                call.status = 1
                return try call.complain(
                    "\(call.text(name)): \(call.text(wanted)): No such attribute")
            }
        } else {
            let match = call.options.text("m") ?? "^user\\."
            shown = all.filter { attribute in
                if match == "-" || match == "." { return true }
                let plain = Array(match.filter { $0 != "^" && $0 != "\\" }.utf8)
                return attribute.name.starts(with: plain)
            }
        }
        if shown.isEmpty { return }
        if call.has("only-values") {
            for attribute in shown { try call.write(attribute.value) }
            return
        }
        let isStripped = name.first == FileName.slash && !call.has("absolute-names")
        if isStripped {
            try call.complain("Removing leading '/' from absolute path names")
        }
        let heading = isStripped ? Array(name.drop { $0 == FileName.slash }) : name
        try call.write(Array("# file: ".utf8) + heading + [10])
        for attribute in shown {
            try call.write(attribute.name)
            if call.has("d") || call.has("n") {
                try call.write("=" + encoded(attribute.value, call.options.text("e")))
            }
            try call.write("\n")
        }
        try call.write("\n")
    }

    private static func encoded(_ value: [UInt8], _ encoding: String?) -> String {
        let isText = value.allSatisfy { $0 >= 32 && $0 < 127 }
        if encoding == "hex" {
            return "0x" + value.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        if encoding == "text" || encoding == nil && isText {
            let text = value.flatMap { $0 == 34 || $0 == 92 ? [92, $0] : [$0] }
            return "\"\(String(decoding: text, as: UTF8.self))\""
        }
        let letters = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: value.count, by: 3) {
            let part = value[start..<min(start + 3, value.count)]
            let bits = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
            for place in 0..<4 {
                text.append(
                    place <= part.count ? letters[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "=")
                )
            }
        }
        return "0s" + String(decoding: text, as: UTF8.self)
    }

    static let setfattrUtility = Utility(
        "setfattr", "set extended attributes", usage: "[OPTION]... FILE...",
        [
            UtilityOption("-n, --name=NAME", "set this one"),
            UtilityOption("-v, --value=VALUE", "to this value"),
            UtilityOption("-x, --remove=NAME", "remove this one"),
            UtilityOption("-h, --no-dereference", "links themselves"),
            UtilityOption("--restore=FILE", "as a dump has them", .missing),
        ]
    ) { call in
        guard let name = call.options.value("n") ?? call.options.value("x"), !call.operands.isEmpty
        else { throw call.misuse("missing operand") }
        let value = call.has("x") ? nil : decoded(call.options.value("v") ?? [])
        try call.eachOperand { word in
            do {
                let entry = try call.entry(word, follow: !call.has("h"))
                let known = entry.node.attributes.extendedAttributes.contains { $0.name == name }
                if value == nil, !known {
                    call.status = 1
                    return try call.complain("\(call.text(word)): No such attribute")
                }
                try call.files.setExtendedAttribute(name, to: value, of: entry.path)
            } catch {
                try call.complain(word, error)
            }
        }
        return call.status
    }

    private static func decoded(_ text: [UInt8]) -> [UInt8] {
        guard text.starts(with: "0x".utf8) || text.starts(with: "0X".utf8) else { return text }
        let digits = text.dropFirst(2).compactMap {
            Character(UnicodeScalar($0)).hexDigitValue.map { UInt8($0) }
        }
        return stride(from: 0, to: digits.count - 1, by: 2).map {
            digits[$0] << 4 | digits[$0 + 1]
        }
    }
}
