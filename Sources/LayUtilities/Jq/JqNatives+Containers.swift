extension JqNatives {
    static let containers = [
        JqNative("keys") { try keys($1.input, isSorted: true, $0.account) },
        JqNative("keys_unsorted") { try keys($1.input, isSorted: false, $0.account) },
        JqNative("has", 1) { .bool(try JqPaths.has($1.input, $1.first)) },
        JqNative("getpath", 1) { machine, call in
            let value = try JqPaths.get(call.input, path: call.first, machine.account)
            if machine.isPath, call.input.isIdentical(machine.pathValue),
                case .array(let keys) = call.first
            {
                for key in keys.span { machine.follow(key, to: value) }
                machine.pathValue = value
            }
            return value
        },
        JqNative("setpath", 2) { machine, call in
            var input = JqValue.null
            swap(&input, &call.input)
            return try JqPaths.set(input, path: call.first, call.second, machine.account)
        },
        JqNative("delpaths", 1) {
            try JqPaths.delete($1.input, paths: $1.first, $0.account)
        },
        JqNative("sort") { machine, call in
            guard case .array(let array) = call.input else {
                throw JqRaise(call.input, "cannot be sorted, as it is not an array")
            }
            return .array(try sort(array, by: array, machine.account))
        },
        JqNative("_sort_by_impl", 1) { machine, call in
            let (array, keys) = try pair(call.input, call.first)
            return .array(try sort(array, by: keys, machine.account))
        },
        JqNative("_group_by_impl", 1) { machine, call in
            let (array, keys) = try pair(call.input, call.first)
            return .array(try group(array, by: keys, machine.account))
        },
        JqNative("_unique_by_impl", 1) { machine, call in
            let (array, keys) = try pair(call.input, call.first)
            return .array(
                try group(array, by: keys, onlyFirst: true, machine.account))
        },
        JqNative("min") { try extreme($1.input, $1.input, isLeast: true, $0.account) },
        JqNative("max") { try extreme($1.input, $1.input, isLeast: false, $0.account) },
        JqNative("_min_by_impl", 1) {
            try extreme($1.input, $1.first, isLeast: true, $0.account)
        },
        JqNative("_max_by_impl", 1) {
            try extreme($1.input, $1.first, isLeast: false, $0.account)
        },
        JqNative("_slices", 1) { machine, call in
            // Runs of a length, which `_nwise` gives one by one.
            guard case .number(let size) = call.first else { return call.input }
            return try JqTexts.slices(call.input, Int(clamped: size), machine.account)
        },
    ]

    private static func keys(
        _ value: JqValue, isSorted: Bool, _ account: JqAccount
    ) throws -> JqValue {
        switch value {
        case .object(let object): return try object.keys(isSorted: isSorted)
        case .array(let array):
            let keys = try JqArray.make(capacity: array.count, account)
            for index in 0..<array.count { keys.add(.number(index)) }
            return .array(keys)
        default: throw JqRaise(value, "has no keys")
        }
    }

    private static func pair(
        _ value: JqValue, _ keys: JqValue
    ) throws -> (JqArray, JqArray) {
        guard case .array(let array) = value, case .array(let keys) = keys,
            array.count == keys.count
        else {
            throw JqRaise(value, keys, "cannot be sorted, as they are not both arrays")
        }
        return (array, keys)
    }

    private static func sort(
        _ array: JqArray, by keys: JqArray, _ account: JqAccount
    ) throws -> JqArray {
        let places = try JqOrder.places(keys, account)
        let made = try JqArray.make(capacity: array.count, account)
        for place in places { made.add(array[place]) }
        return made
    }

    private static func group(
        _ array: JqArray, by keys: JqArray, onlyFirst: Bool = false, _ account: JqAccount
    ) throws -> JqArray {
        let places = try JqOrder.places(keys, account)
        var groups = try JqArray.make(capacity: 0, account)
        var start = 0
        while start < places.count {
            var end = start &+ 1
            while end < places.count,
                try JqOrder.equal(
                    keys[places[start]], keys[places[end]], account)
            {
                end &+= 1
            }
            if onlyFirst {
                try JqArray.append(array[places[start]], to: &groups)
            } else {
                let group = try JqArray.make(capacity: end &- start, account)
                for place in places[start..<end] { group.add(array[place]) }
                try JqArray.append(.array(group), to: &groups)
            }
            start = end
        }
        return groups
    }

    private static func extreme(
        _ value: JqValue, _ keys: JqValue, isLeast: Bool, _ account: JqAccount
    ) throws -> JqValue {
        guard case .array(let array) = value, case .array(let keys) = keys else {
            throw JqRaise(value, keys, "cannot be iterated over")
        }
        guard array.count == keys.count else {
            throw JqRaise(value, .array(keys), "have wrong length")
        }
        guard array.count > 0 else { return .null }
        account.work(array.count)
        var best = 0
        for index in 1..<max(1, array.count) {
            let order = try JqOrder.compare(keys[index], keys[best], account)
            // Of equal ones the first is the least and the last the greatest.
            if (order < 0) == isLeast { best = index }
        }
        return array[best]
    }

    // MARK: Inputs and outputs

    static let streams = [
        JqNative("_input") { machine, _ in
            do {
                if let value = try machine.input.next() { return value }
            } catch let error as JqMalformed {
                throw JqRaise(error.message)
            }
            throw JqRaise("break")
        },
        JqNative("debug") { machine, call in
            var layout = machine.layout
            layout.indent = 0
            layout.usesTabs = false
            let pair = try JqArray.make(
                [.text("DEBUG:", machine.account), call.input], machine.account)
            try complain(machine, .array(pair), layout, end: [10])
            return call.input
        },
        JqNative("stderr") { machine, call in
            try complain(machine, call.input, JqLayout(), end: [])
            return call.input
        },
        JqNative("input_filename") { machine, _ in
            guard let name = machine.input.fileName else { return .null }
            return .text(
                try name.withUnsafeBufferPointer {
                    try JqText.make(anything: $0, machine.account)
                })
        },
        JqNative("input_line_number") { machine, _ in .number(machine.input.lineNumber) },
        JqNative("halt") { _, _ in throw JqHalt(status: 0, message: []) },
        JqNative("halt_error", 1) { machine, call in
            guard case .number(let status) = call.first else {
                throw JqRaise(call.input, "halt_error/1: number required")
            }
            var message: [UInt8] = []
            switch call.input {
            case .text(let text): message = text.array
            case .null: break
            default: message = try JqPrinter.text(call.input, machine.account).array + [10]
            }
            throw JqHalt(status: Int(clamped: status), message: message)
        },
    ]

    private static func complain(
        _ machine: JqMachine, _ value: JqValue, _ layout: JqLayout, end: [UInt8]
    ) throws {
        let bytes = JqBytes(machine.account)
        try JqPrinter.print(value, layout, bytes)
        try bytes.append(end)
        try machine.host.complain(bytes.array)
    }
}
