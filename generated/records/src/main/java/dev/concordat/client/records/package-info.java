/** Records as what models are asked for and answer with: functions, their arguments, answers. */
@NullMarked
package dev.concordat.client.records;

import org.jspecify.annotations.NullMarked;
