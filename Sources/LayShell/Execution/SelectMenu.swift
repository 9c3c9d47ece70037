/// The menu of `select`.
enum SelectMenu {
    /// The values with their numbers, in columns of 80.
    static func text(_ values: [[UInt8]]) -> [UInt8] {
        let width = Decimal.bytes(values.count).count
        let longest = (values.map(\.count).max() ?? 0) + width + 2
        let columns = max(1, min(values.count, 80 / (longest + 1)))
        let rows =
            values.count <= 1 || columns < 2 || longest * values.count > 80 * 4
            ? (values.count + columns - 1) / columns : values.count
        let isSingle = rows == values.count
        var result: [UInt8] = []
        for row in 0..<rows {
            var index = row
            while index < values.count {
                let number = Decimal.bytes(index + 1)
                var cell =
                    [UInt8](repeating: 32, count: width - number.count) + number
                    + Array(") ".utf8) + values[index]
                index += isSingle ? values.count : rows
                if index < values.count {
                    cell += [UInt8](repeating: 32, count: max(1, longest + 1 - cell.count))
                }
                result += cell
            }
            result.append(10)
        }
        return result
    }
}
