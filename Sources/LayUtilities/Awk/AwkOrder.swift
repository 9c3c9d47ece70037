/// A subscript on its own.
struct AwkKey {
    let element: AwkText?
    let number: Int

    /// The subscript as a text.
    ///
    /// - Throws: what ends the program.
    func text(_ machine: AwkMachine) throws -> AwkText {
        if let element { return element }
        return try machine.text(of: .number(Double(number)))
    }
}

extension AwkArray {
    /// The subscripts in the order in which they came, but whole numbers from zero on last and in
    /// their order, as gawk's tables give small ones.
    var keys: [AwkKey] {
        var texts: [AwkKey] = []
        var numbers: [Int] = []
        var isSorted = true
        for index in 0..<used where elements[index].isLive {
            if elements[index].text == nil, elements[index].number >= 0 {
                let number = elements[index].number
                if let last = numbers.last, last > number { isSorted = false }
                numbers.append(number)
            } else {
                texts.append(
                    AwkKey(element: elements[index].text, number: elements[index].number))
            }
        }
        if !isSorted { numbers.sort() }
        return texts + numbers.map { AwkKey(element: nil, number: $0) }
    }
}

/// In which order elements come.
enum AwkOrder {
    /// What is compared.
    enum Subject {
        case indexText, indexNumber, valueText, valueNumber, valueKind
    }

    case unsorted
    case sorted(Subject, isDescending: Bool)
    case function(AwkFunction)

    /// The order that a name says; nil where it says none.
    init?(_ name: [UInt8], _ program: AwkProgram) {
        switch String(decoding: name, as: UTF8.self) {
        case "", "@unsorted": self = .unsorted
        case "@ind_str_asc": self = .sorted(.indexText, isDescending: false)
        case "@ind_str_desc": self = .sorted(.indexText, isDescending: true)
        case "@ind_num_asc": self = .sorted(.indexNumber, isDescending: false)
        case "@ind_num_desc": self = .sorted(.indexNumber, isDescending: true)
        case "@val_str_asc": self = .sorted(.valueText, isDescending: false)
        case "@val_str_desc": self = .sorted(.valueText, isDescending: true)
        case "@val_num_asc": self = .sorted(.valueNumber, isDescending: false)
        case "@val_num_desc": self = .sorted(.valueNumber, isDescending: true)
        case "@val_type_asc": self = .sorted(.valueKind, isDescending: false)
        case "@val_type_desc": self = .sorted(.valueKind, isDescending: true)
        default:
            guard let function = program.functions[name], function.body != nil else { return nil }
            self = .function(function)
        }
    }
}

extension AwkMachine {
    /// The subscripts of an array in the order that the program asks for.
    ///
    /// - Throws: what ends the program.
    func keys(of array: AwkArray) throws -> [AwkKey] {
        let keys = array.keys
        guard manner == .gawk,
            case .array(let information) = globals[AwkSpecial.processInformation.rawValue],
            information.count > 0,
            let place = Self.sortedIn.withUnsafeBufferPointer({ information.find($0) })
        else {
            return manner == .busybox ? busyboxOrder(keys) : keys
        }
        let name = try text(of: place.pointee).array
        guard let order = AwkOrder(name, program) else {
            throw error(
                "sort comparison function `\(String(decoding: name, as: UTF8.self))' is not defined"
            )
        }
        if case .unsorted = order { return keys }
        return try sorted(keys, of: array, order).map { $0.key }
    }

    private static let sortedIn = Array("sorted_in".utf8)

    /// The order of a small table of busybox: by the remainder of a sum over the subscript.
    private func busyboxOrder(_ keys: [AwkKey]) -> [AwkKey] {
        guard keys.count <= 610 else { return keys }
        var buckets: [[AwkKey]] = Array(repeating: [], count: 61)
        for key in keys {
            var sum: UInt32 = 0
            for byte in key.element?.array ?? Array(String(key.number).utf8) {
                sum = UInt32(byte) &+ sum << 6 &+ sum >> 26
            }
            buckets[Int(sum % 61)].append(key)
        }
        return buckets.flatMap { $0 }
    }

    /// An element while it is sorted.
    struct Sorted {
        let key: AwkKey
        let keyText: AwkText
        let value: AwkValue
        let valueText: AwkText
    }

    /// The elements of an array in an order.
    ///
    /// - Throws: what ends the program.
    func sorted(
        _ keys: [AwkKey], of array: AwkArray, _ order: AwkOrder
    ) throws -> [Sorted] {
        try account.settle(wanting: keys.count &* 128)
        var items: [Sorted] = []
        items.reserveCapacity(keys.count)
        for key in keys {
            let keyText = try key.text(self)
            let value = keyText.with { array.find($0)?.pointee } ?? .nothing
            var valueText = emptyText
            if case .array = value {} else { valueText = try text(of: value) }
            items.append(
                Sorted(key: key, keyText: keyText, value: value, valueText: valueText))
        }
        switch order {
        case .unsorted: break
        case .sorted(let subject, let isDescending):
            try items.sort {
                try tick()
                let result = compare($0, $1, subject)
                return isDescending ? result > 0 : result < 0
            }
        case .function(let function):
            let parameters = (0..<4).map { AwkHeldValue($0) }
            let call = AwkCall(
                function, Array(parameters.prefix(function.parameterCount)), line: line)
            try items.sort { first, second in
                parameters[0].held = .text(first.keyText)
                parameters[1].held = first.value
                parameters[2].held = .text(second.keyText)
                parameters[3].held = second.value
                return try call.number(self) < 0
            }
        }
        return items
    }

    /// Below, at or above zero as one element comes before, with or behind another.
    private func compare(_ left: Sorted, _ right: Sorted, _ subject: AwkOrder.Subject) -> Int {
        switch subject {
        case .indexText: return AwkText.order(left.keyText.span, right.keyText.span)
        case .indexNumber:
            let result = order(left.keyText.number, right.keyText.number)
            return result != 0
                ? result : AwkText.order(left.keyText.span, right.keyText.span)
        case .valueText:
            let result = rank(left.value, right.value) { _ in 0 }
            if result != 0 { return result }
            let order = AwkText.order(left.valueText.span, right.valueText.span)
            return order != 0 ? order : compare(left, right, .indexText)
        case .valueNumber:
            let result = rank(left.value, right.value) { _ in 0 }
            if result != 0 { return result }
            let byNumber = order(left.value.number, right.value.number)
            if byNumber != 0 { return byNumber }
            let order = AwkText.order(left.valueText.span, right.valueText.span)
            return order != 0 ? order : compare(left, right, .indexText)
        case .valueKind:
            let result = rank(left.value, right.value) { $0.comparableNumber == nil ? 1 : 0 }
            if result != 0 { return result }
            if let first = left.value.comparableNumber, let second = right.value.comparableNumber {
                let byNumber = order(first, second)
                return byNumber != 0 ? byNumber : compare(left, right, .indexText)
            }
            let order = AwkText.order(left.valueText.span, right.valueText.span)
            return order != 0 ? order : compare(left, right, .indexText)
        }
    }

    private func order(_ left: Double, _ right: Double) -> Int {
        left < right ? -1 : left > right ? 1 : 0
    }

    /// Arrays come behind everything else.
    private func rank(
        _ left: AwkValue, _ right: AwkValue, _ kind: (AwkValue) -> Int
    ) -> Int {
        func rank(_ value: AwkValue) -> Int {
            if case .array = value { 2 } else { kind(value) }
        }
        return rank(left) &- rank(right)
    }
}

/// An argument that the machine itself passes.
final class AwkHeldValue: AwkNode {
    var held = AwkValue.nothing

    init(_ index: Int) {}

    override func value(_ machine: AwkMachine) throws -> AwkValue { held }
}

/// `asort(source, target, how)` and `asorti`.
final class AwkSortCall: AwkNumberNode {
    private let source: AwkArrayNode
    private let target: AwkArrayNode?
    private let how: AwkNode?
    private let sortsSubscripts: Bool

    init(
        _ source: AwkArrayNode, _ target: AwkArrayNode?, _ how: AwkNode?, sortsSubscripts: Bool
    ) {
        self.source = source
        self.target = target
        self.how = how
        self.sortsSubscripts = sortsSubscripts
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        let array = try source.array(machine)
        let result = try target?.array(machine) ?? array
        let usual = AwkOrder.sorted(
            sortsSubscripts ? .indexText : .valueKind, isDescending: false)
        var order = usual
        if let how {
            let name = try how.text(machine).array
            guard let named = AwkOrder(name, machine.program) else {
                let shown = String(decoding: name, as: UTF8.self)
                throw machine.error("sort comparison function `\(shown)' is not defined")
            }
            order = named
        }
        let items = try machine.sorted(array.keys, of: array, order)
        result.removeAll()
        for (index, item) in items.enumerated() {
            try result.locate(index &+ 1).pointee =
                sortsSubscripts ? .text(item.keyText) : item.value
        }
        return Double(items.count)
    }
}
