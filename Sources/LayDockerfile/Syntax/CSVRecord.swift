/// One record of comma-separated values, as strictly as Go's `encoding/csv` reads it.
enum CSVRecord {
    /// The fields.
    ///
    /// - Throws: `Fault` in Go's words for an empty text and for quotes out of place.
    static func fields(_ text: String) throws(Fault) -> [String] {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { throw .csv("EOF") }
        var fields: [String] = []
        var place = 0
        while true {
            if place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
                fields.append(try quoted(bytes, &place))
            } else {
                let end = bytes[place...].firstIndex(of: UInt8(ascii: ",")) ?? bytes.count
                if let quote = bytes[place..<end].firstIndex(of: UInt8(ascii: "\"")) {
                    throw .csv("column \(quote + 1): bare \" in non-quoted field", isPlaced: true)
                }
                fields.append(String(bytes: bytes[place..<end]))
                place = end
            }
            guard place < bytes.count else { return fields }
            place += 1
        }
    }

    private static func quoted(_ bytes: [UInt8], _ place: inout Int) throws(Fault) -> String {
        var field: [UInt8] = []
        place += 1
        while let quote = bytes[place...].firstIndex(of: UInt8(ascii: "\"")) {
            field += bytes[place..<quote]
            place = quote + 1
            guard place < bytes.count, bytes[place] != UInt8(ascii: ",") else {
                return String(bytes: field[...])
            }
            guard bytes[place] == UInt8(ascii: "\"") else {
                throw .csv(
                    "column \(quote + 1): extraneous or missing \" in quoted-field",
                    isPlaced: true)
            }
            field.append(UInt8(ascii: "\""))
            place += 1
        }
        throw .csv(
            "column \(bytes.count + 1): extraneous or missing \" in quoted-field", isPlaced: true)
    }
}
